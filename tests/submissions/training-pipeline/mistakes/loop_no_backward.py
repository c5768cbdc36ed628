"""backward is forgotten. diagnosis: none"""
# %% training_loop
-         loss.backward()
+         optimizer.zero_grad()
-         optimizer.zero_grad()
