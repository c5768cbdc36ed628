"""Small random numbers are not zeros.

diagnosis: not-zero-initialised
fails: zero_init
"""

# %% zero_init
def zero_parameters_(module):
    """Write zeros into every parameter of `module`, in place."""
    with torch.no_grad():
        for parameter in module.parameters():
            parameter.normal_(0, 1e-4)
