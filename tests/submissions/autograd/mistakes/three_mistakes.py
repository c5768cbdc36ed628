"""One mistake in each of three tasks. diagnosis: relu-slope, aliased-gradients, relu-misplaced"""
# %% partials_by_hand
def relu_partials(x, w, b):
    """Return a = relu(w*x + b), da/dw and da/db for floats x, w, b."""
    return max(w * x + b, 0.0), x, 1.0
# %% accumulation
-         values.append(w.grad.clone())
+         values.append(w.grad)
# %% two_apis
-     return F.relu(F.linear(x, weight, bias))
+     return F.linear(x, weight, bias)
