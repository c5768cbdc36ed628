"""Biases are left out.

diagnosis: not-zero-initialised
fails: zero_init
"""

# %% zero_init
def zero_parameters_(module):
    """Write zeros into every parameter of `module`, in place."""
    with torch.no_grad():
        for name, parameter in module.named_parameters():
            if "bias" not in name:
                parameter.zero_()
