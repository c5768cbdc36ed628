"""Trains on the test set. diagnosis: trained-on-test"""
# %% train_and_evaluate
-     x, y = train_set
+     x, y = test_set
