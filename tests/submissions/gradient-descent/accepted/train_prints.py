"""Prints its progress, as the lecture does."""
# %% training_loop
          w = w - learning_rate * gradient(x, y, y_pred)
+         print(f'w = {w:.3f}, loss = {losses[-1]:.8f}')
