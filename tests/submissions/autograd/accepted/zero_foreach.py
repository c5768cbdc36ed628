"""torch._foreach_zero_ under set_grad_enabled."""
# %% zero_init
def zero_parameters_(module):
    """Write zeros into every parameter of `module`, in place."""
    with torch.set_grad_enabled(False):
        torch._foreach_zero_(list(module.parameters()))
