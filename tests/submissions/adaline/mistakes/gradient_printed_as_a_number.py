"""`.item()` of a gradient that has several numbers.
diagnosis: none
fails: backward_loop"""
# %% backward_loop
              loss.backward()
+             for parameter in model.parameters():
+                 print(parameter.grad.item())
