"""Only the weight and bias of the module itself.

diagnosis: none
fails: zero_init
"""

# %% zero_init
def zero_parameters_(module):
    """Write zeros into every parameter of `module`, in place."""
    with torch.no_grad():
        module.weight.zero_()
        module.bias.zero_()
