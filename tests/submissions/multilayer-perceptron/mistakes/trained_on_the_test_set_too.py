"""Test samples are among the training samples. diagnosis: trained-on-test"""
# %% train_and_evaluate
-     x, y = train_set
+     x, y = (torch.cat(pair) for pair in zip(train_set, test_set))
