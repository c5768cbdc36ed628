"""backward is forgotten. diagnosis: backward-missing"""
# %% training_loop
-         loss.backward()
+         optimizer.zero_grad()
-         optimizer.zero_grad()
