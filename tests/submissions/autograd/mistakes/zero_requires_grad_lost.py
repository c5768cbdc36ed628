"""requires_grad is switched off and stays off. diagnosis: graph-cut"""
# %% zero_init
def zero_parameters_(module):
    """Write zeros into every parameter of `module`, in place."""
    for parameter in module.parameters():
        parameter.requires_grad = False
        parameter.zero_()
