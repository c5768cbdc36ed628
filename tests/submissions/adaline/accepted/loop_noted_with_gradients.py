"""The loss is noted as a number while PyTorch records: it costs a graph, and changes nothing."""
# %% backward_loop
-         with torch.no_grad():
-             cost.append(loss_fn(model(x), y).item())
+         cost.append(loss_fn(model(x), y).item())
