"""`.item()` of a gradient that has several numbers. diagnosis: none"""
# %% backward_loop
              loss.backward()
+             for parameter in model.parameters():
+                 print(parameter.grad.item())
