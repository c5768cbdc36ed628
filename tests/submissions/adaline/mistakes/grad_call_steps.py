"""Updates the parameters as well. diagnosis: none"""
# %% grad_call
      grad_w, grad_b = torch.autograd.grad(loss, (model.weight, model.bias))
+     with torch.no_grad():
+         model.weight -= 0.01 * grad_w
+         model.bias -= 0.01 * grad_b
