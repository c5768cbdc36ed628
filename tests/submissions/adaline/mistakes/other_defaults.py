"""Right with every setting given, but the default learning rate is 0.1. diagnosis: default-changed"""
# %% backward_loop
-     model, x, y, num_epochs, learning_rate=0.01, seed=123, minibatch_size=10, loss_fn=F.mse_loss
+     model, x, y, num_epochs, learning_rate=0.1, seed=123, minibatch_size=10, loss_fn=F.mse_loss
