"""A mistake in each of two tasks. diagnosis: cost-keeps-graph, no-zero-grad"""
# %% loss_and_optimizer
-         losses.append(loss.item())
+         losses.append(loss)
# %% training_loop
-         optimizer.zero_grad()
