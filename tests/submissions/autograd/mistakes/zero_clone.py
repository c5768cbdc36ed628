"""A copy is zeroed. diagnosis: parameters-untouched"""
# %% zero_init
def zero_parameters_(module):
    """Write zeros into every parameter of `module`, in place."""
    for parameter in module.parameters():
        parameter.detach().clone().zero_()
