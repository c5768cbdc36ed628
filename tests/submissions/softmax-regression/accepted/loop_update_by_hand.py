"""The update written out."""
# %% train_softmax
-     optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)

-             optimizer.zero_grad()
+             model.zero_grad()
-             optimizer.step()
+             with torch.no_grad():
+                 for p in model.parameters():
+                     p.sub_(learning_rate * p.grad)
