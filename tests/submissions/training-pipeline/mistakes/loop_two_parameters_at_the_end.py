"""Weight and bias are unpacked to be printed. diagnosis: parameters-unpacked"""
# %% training_loop
+         optimizer.zero_grad()
          loss.backward()

-         optimizer.zero_grad()
+     [w, b] = model.parameters()
+     print(w, b)
