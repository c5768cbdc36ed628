"""By default the learning rate is 0.01. diagnosis: default-changed"""
# %% train_softmax
-     learning_rate=0.1,
+     learning_rate=0.01,
