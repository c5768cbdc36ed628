"""Times zero, which leaves -0.0."""

# %% zero_init
def zero_parameters_(module):
    """Write zeros into every parameter of `module`, in place."""
    with torch.no_grad():
        for parameter in module.parameters():
            parameter *= -0.0
