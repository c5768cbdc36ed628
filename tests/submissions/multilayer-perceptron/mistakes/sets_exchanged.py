"""The numbers of the test set stand under the keys of the training set. diagnosis: results-swapped"""
# %% train_and_evaluate
-             for name, (inputs, labels) in (("train", train_set), ("test", test_set)):
+             for name, (inputs, labels) in (("test", train_set), ("train", test_set)):
