"""requires_grad is switched off and restored."""
# %% zero_init
def zero_parameters_(module):
    """Write zeros into every parameter of `module`, in place."""
    for parameter in module.parameters():
        trainable = parameter.requires_grad
        parameter.requires_grad_(False)
        parameter.zero_()
        parameter.requires_grad_(trainable)
