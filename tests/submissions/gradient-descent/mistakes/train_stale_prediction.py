"""The prediction is computed once, before the loop. diagnosis: prediction-stale"""
# %% training_loop
      losses = []
+     y_pred = forward(w, x)
-         y_pred = forward(w, x)
