"""The data is rounded to single precision before training. diagnosis: dtype-ignored"""
# %% training_loop
-     w = 0.0
+     x, y = x.astype(np.float32), y.astype(np.float32)
+     w = np.float32(0.0)
-         w = w - learning_rate * gradient(x, y, y_pred)
+         w = np.float32(w - learning_rate * gradient(x, y, y_pred))
