"""Everything in the state dict, buffers too. diagnosis: buffers-changed"""
# %% zero_init
def zero_parameters_(module):
    """Write zeros into every parameter of `module`, in place."""
    for tensor in module.state_dict().values():
        tensor.zero_()
