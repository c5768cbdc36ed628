"""Only the parameters of the module itself, not of those inside.

diagnosis: not-zero-initialised
fails: zero_init
"""

# %% zero_init
def zero_parameters_(module):
    """Write zeros into every parameter of `module`, in place."""
    with torch.no_grad():
        for parameter in module.parameters(recurse=False):
            parameter.zero_()
