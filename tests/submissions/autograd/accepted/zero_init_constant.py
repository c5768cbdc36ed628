"""nn.init.constant_."""
# %% zero_init
def zero_parameters_(module):
    """Write zeros into every parameter of `module`, in place."""
    for parameter in module.parameters():
        nn.init.constant_(parameter, 0.0)
