"""Zeroes weight and bias of each nn.Linear, one of which has no bias. diagnosis: none"""
# %% zero_init
def zero_parameters_(module):
    for m in module.modules():
        if isinstance(m, nn.Linear):
            nn.init.zeros_(m.weight); nn.init.zeros_(m.bias)
