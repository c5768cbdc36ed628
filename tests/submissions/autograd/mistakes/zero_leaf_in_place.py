"""In place while recording is on. diagnosis: leaf-in-place"""
# %% zero_init
def zero_parameters_(module):
    """Write zeros into every parameter of `module`, in place."""
    for parameter in module.parameters():
        parameter.zero_()
