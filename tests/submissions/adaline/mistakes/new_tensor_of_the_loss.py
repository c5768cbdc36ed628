"""A leaf is made of the loss: backward runs and reaches no parameter. diagnosis: graph-cut"""
# %% backward_loop
              loss = loss_fn(model(x[rows]), y[rows])
+             loss = torch.tensor(loss.item(), requires_grad=True)
