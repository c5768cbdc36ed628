"""grad(parameters, loss): what is differentiated comes last. diagnosis: grad-arguments-exchanged"""
# %% grad_call
-     grad_w, grad_b = torch.autograd.grad(loss, (model.weight, model.bias))
+     grad_w, grad_b = torch.autograd.grad([model.weight, model.bias], loss)
