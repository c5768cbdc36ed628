"""Only layers of type nn.Linear. diagnosis: not-zero-initialised"""
# %% zero_init
def zero_parameters_(module):
    """Write zeros into every parameter of `module`, in place."""
    for part in module.modules():
        if isinstance(part, nn.Linear):
            nn.init.zeros_(part.weight)
            if part.bias is not None:
                nn.init.zeros_(part.bias)
