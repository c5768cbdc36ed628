"""load_state_dict with zeros for the parameters only."""
# %% zero_init
def zero_parameters_(module):
    """Write zeros into every parameter of `module`, in place."""
    zeros = {name: torch.zeros_like(parameter) for name, parameter in module.named_parameters()}
    module.load_state_dict(zeros, strict=False)
