"""Parameters in double precision are left alone.

diagnosis: none
fails: zero_init
"""

# %% zero_init
def zero_parameters_(module):
    """Write zeros into every parameter of `module`, in place."""
    with torch.no_grad():
        for parameter in module.parameters():
            if parameter.dtype == torch.float32:
                parameter.zero_()
