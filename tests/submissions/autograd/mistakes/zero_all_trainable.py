"""requires_grad is switched on for all afterwards. diagnosis: frozen-thawed"""
# %% zero_init
def zero_parameters_(module):
    """Write zeros into every parameter of `module`, in place."""
    for parameter in module.parameters():
        parameter.requires_grad_(False)
        parameter.zero_()
        parameter.requires_grad_(True)
