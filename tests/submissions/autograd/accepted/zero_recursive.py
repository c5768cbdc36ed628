"""By recursion over the children."""

# %% zero_init
def zero_parameters_(module):
    """Write zeros into every parameter of `module`, in place."""
    with torch.no_grad():
        for parameter in module._parameters.values():
            if parameter is not None:
                parameter.zero_()
    for child in module.children():
        zero_parameters_(child)
