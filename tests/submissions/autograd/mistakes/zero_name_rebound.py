"""Only the name in the loop is bound to zeros. diagnosis: parameters-untouched"""
# %% zero_init
def zero_parameters_(module):
    """Write zeros into every parameter of `module`, in place."""
    for parameter in module.parameters():
        parameter = torch.zeros_like(parameter)
