"""match, a flag in F.linear, sums of gradients noted anew, torch.where."""
# %% partials_by_hand
def relu_partials(x, w, b):
    match (z := w * x + b) > 0:
        case True:
            return z, x, 1.0
        case _:
            return 0, 0, 0
# %% partials_by_grad
def relu_partials_autograd(x, w, b):
    w, b = [torch.full((), v, requires_grad=True) for v in (w, b)]
    a = F.relu(F.linear(torch.tensor([x]), w.view(1, 1), b.view(1)))
    return (float(a),) + tuple(float(g) for g in torch.autograd.grad(a, (w, b)))
# %% accumulation
def accumulated_gradients(loss_fn, w, k):
    res = []
    for _ in range(k):
        loss = loss_fn(w)
        grads, = torch.autograd.grad(loss, w)
        w.grad = grads if w.grad is None else w.grad + grads
        res.append(w.grad)
    return res
# %% zero_init
def zero_parameters_(module):
    torch._foreach_zero_([p.detach() for p in module.parameters()])
# %% two_apis
def functional_forward(x, weight, bias):
    z = F.linear(x, weight) + bias
    return torch.where(z > 0, z, torch.zeros_like(z))
