"""relu's slope is taken by the sign of w*x, before b is added. diagnosis: relu-misplaced"""
# %% partials_by_hand
def relu_partials(x, w, b):
    z = w*x+b
    o = 1.0 if w*x > 0 else 0.0
    return max(z, 0.0), o*x, o
