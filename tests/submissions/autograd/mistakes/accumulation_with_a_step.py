"""A step of gradient descent after each pass. diagnosis: argument-changed"""
# %% accumulation
          values.append(w.grad.clone())
+         with torch.no_grad():
+             w -= 0.1 * w.grad
