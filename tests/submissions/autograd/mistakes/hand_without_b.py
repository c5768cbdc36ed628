"""The whole neuron without its b. diagnosis: bias-missing"""
# %% partials_by_hand
def relu_partials(x, w, b):
    z = w*x
    o = 1.0 if z > 0 else 0.0
    return max(z, 0.0), o*x, o
