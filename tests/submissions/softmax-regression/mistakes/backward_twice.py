"""Two walks back for each step. diagnosis: backward-twice"""
# %% train_softmax
-             loss.backward()
+             loss.backward(retain_graph=True)
+             loss.backward()
