"""nn.init.zeros_."""
# %% zero_init
def zero_parameters_(module):
    """Write zeros into every parameter of `module`, in place."""
    for _, parameter in module.named_parameters():
        nn.init.zeros_(parameter)
