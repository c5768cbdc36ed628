"""Two walks back for each step. diagnosis: backward-twice"""
# %% train_and_evaluate
-             loss.backward()
+             loss.backward(retain_graph=True)
+             loss.backward()
