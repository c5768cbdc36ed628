"""Both pairs of numbers are of the training set. diagnosis: none"""
# %% train_and_evaluate
-             for name, (inputs, labels) in (("train", train_set), ("test", test_set)):
+             for name, (inputs, labels) in (("train", train_set), ("test", train_set)):
