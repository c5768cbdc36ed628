"""A tensor is assigned where a Parameter belongs. diagnosis: leaf-rebound"""
# %% zero_init
def zero_parameters_(module):
    """Write zeros into every parameter of `module`, in place."""
    for part in module.modules():
        for name, parameter in list(part.named_parameters(recurse=False)):
            setattr(part, name, torch.zeros_like(parameter))
