"""Frozen parameters are left out. diagnosis: not-zero-initialised"""
# %% zero_init
def zero_parameters_(module):
    """Write zeros into every parameter of `module`, in place."""
    for parameter in module.parameters():
        if parameter.requires_grad:
            parameter.data.zero_()
