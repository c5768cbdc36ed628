"""copy_ of zeros under no_grad as a decorator."""
# %% zero_init
@torch.no_grad()
def clear(parameter):
    parameter.copy_(torch.zeros_like(parameter))

def zero_parameters_(module):
    """Write zeros into every parameter of `module`, in place."""
    for parameter in module.parameters():
        clear(parameter)
