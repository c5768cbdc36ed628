"""Right where every setting is given, but with a learning rate of 0.1 where none is.
diagnosis: none"""
# %% backward_loop
-     model, x, y, num_epochs, learning_rate=0.01, seed=123, minibatch_size=10, loss_fn=F.mse_loss
+     model, x, y, num_epochs, learning_rate=0.1, seed=123, minibatch_size=10, loss_fn=F.mse_loss
