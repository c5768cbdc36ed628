"""b plays no part in the output, so autograd has nothing to say about it. diagnosis: none"""
# %% partials_by_grad
def relu_partials_autograd(x, w, b):
    w = torch.tensor(w, requires_grad=True); b = torch.tensor(b, requires_grad=True)
    a = torch.relu(w*x)
    return a, *torch.autograd.grad(a, [w, b])
