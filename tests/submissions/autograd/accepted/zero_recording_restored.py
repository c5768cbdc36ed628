"""Recording is switched off and on again."""
# %% zero_init
def zero_parameters_(module):
    """Write zeros into every parameter of `module`, in place."""
    torch.set_grad_enabled(False)
    for parameter in module.parameters():
        parameter.zero_()
    torch.set_grad_enabled(True)
