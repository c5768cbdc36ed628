"""The gradients are zeroed, not the parameters. diagnosis: none"""
# %% zero_init
def zero_parameters_(module):
    """Write zeros into every parameter of `module`, in place."""
    module.zero_grad()
