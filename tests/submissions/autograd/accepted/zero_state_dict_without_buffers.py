"""The state dict, without what is no parameter."""
# %% zero_init
def zero_parameters_(module):
    """Write zeros into every parameter of `module`, in place."""
    parameters = dict(module.named_parameters())
    for name, tensor in module.state_dict().items():
        if name in parameters:
            tensor.zero_()
