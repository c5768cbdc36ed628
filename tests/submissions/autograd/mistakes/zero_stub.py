"""The stub of the fourth task is left. diagnosis: stub-left"""
# %% zero_init
def zero_parameters_(module):
    """Write zeros into every parameter of `module`, in place."""
    raise NotImplementedError()
