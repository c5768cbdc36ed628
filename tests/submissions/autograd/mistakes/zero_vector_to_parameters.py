"""vector_to_parameters brings new memory. diagnosis: none"""
# %% zero_init
def zero_parameters_(module):
    """Write zeros into every parameter of `module`, in place."""
    flat = nn.utils.parameters_to_vector(module.parameters())
    nn.utils.vector_to_parameters(torch.zeros_like(flat), module.parameters())
