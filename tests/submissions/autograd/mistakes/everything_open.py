"""Nothing was done. diagnosis: stub-left"""
# %% partials_by_hand
def relu_partials(x, w, b):
    """Return a = relu(w*x + b), da/dw and da/db for floats x, w, b."""
    raise NotImplementedError()
# %% partials_by_grad
def relu_partials_autograd(x, w, b):
    """Return a = relu(w*x + b), da/dw and da/db for floats x, w, b, by torch.autograd.grad."""
    raise NotImplementedError()
# %% accumulation
def accumulated_gradients(loss_fn, w, k):
    """Return the k values of w.grad after 1, 2, ..., k calls of backward() on loss_fn(w)."""
    raise NotImplementedError()
# %% zero_init
def zero_parameters_(module):
    """Write zeros into every parameter of `module`, in place."""
    raise NotImplementedError()
# %% two_apis
-     return F.relu(F.linear(x, weight, bias))
+     raise NotImplementedError()
