"""relu(w*x) + b, where the sum belongs inside. diagnosis: relu-misplaced"""
# %% partials_by_grad
def relu_partials_autograd(x, w, b):
    w = torch.tensor(w, requires_grad=True); b = torch.tensor(b, requires_grad=True)
    a = torch.relu(w*x)+b
    return a, *torch.autograd.grad(a, [w, b])
