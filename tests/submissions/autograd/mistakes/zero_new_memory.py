"""The data are replaced by other zeros. diagnosis: none"""
# %% zero_init
def zero_parameters_(module):
    """Write zeros into every parameter of `module`, in place."""
    for parameter in module.parameters():
        parameter.data = torch.zeros_like(parameter)
