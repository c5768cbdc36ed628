"""Every task solved, each in another way than the solution."""
# %% partials_by_hand
def relu_partials(x, w, b):
    """Return a = relu(w*x + b), da/dw and da/db for floats x, w, b."""
    z = w * x + b
    slope = 1 if z > 0 else 0
    return slope * z, slope * x, slope
# %% partials_by_grad
def relu_partials_autograd(x, w, b):
    """Return a = relu(w*x + b), da/dw and da/db for floats x, w, b, by torch.autograd.grad."""
    leaves = [torch.tensor(value, requires_grad=True) for value in (w, b)]
    a = F.relu(leaves[0] * x + leaves[1])
    return [a, *torch.autograd.grad(a, leaves)]
# %% accumulation
def accumulated_gradients(loss_fn, w, k):
    """Return the k values of w.grad after 1, 2, ..., k calls of backward() on loss_fn(w)."""
    history = []
    for i in range(k):
        loss = loss_fn(w)
        loss.backward()
        history.append(1 * w.grad)
    return history
# %% zero_init
def zero_parameters_(module):
    """Write zeros into every parameter of `module`, in place."""
    for p in module.parameters():
        p.data.fill_(0.0)
# %% two_apis
-     return F.relu(F.linear(x, weight, bias))
+     net_input = F.linear(x, weight=weight, bias=bias)
+     return F.relu(net_input)
