"""Under inference_mode."""

# %% zero_init
def zero_parameters_(module):
    """Write zeros into every parameter of `module`, in place."""
    with torch.inference_mode():
        for parameter in module.parameters():
            parameter.zero_()
