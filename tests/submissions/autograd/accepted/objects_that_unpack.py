"""The three numbers are an object that unpacks, the k tensors come in a deque."""
# %% partials_by_hand
+ from dataclasses import astuple, dataclass
+ @dataclass
+ class Partials:
+     """An output and its partial derivatives."""
+     a: float
+     da_dw: float
+     da_db: float
+     def __iter__(self):
+         return iter(astuple(self))
  def relu_partials(x, w, b):

-     if z <= 0:
-         return 0.0, 0.0, 0.0
-     return z, x, 1.0
+     return Partials(z, x, 1.0) if z > 0 else Partials(0.0, 0.0, 0.0)
# %% partials_by_grad
-     (da_dw,) = torch.autograd.grad(a, w, retain_graph=True)
-     (da_db,) = torch.autograd.grad(a, b)
-     return a.item(), da_dw.item(), da_db.item()
+     da_dw, da_db = torch.autograd.grad(a, [w, b])
+     return Partials(a.item(), da_dw.item(), da_db.item())
# %% accumulation
+ from collections import deque
  def accumulated_gradients(loss_fn, w, k):

-     values = []
+     values = deque()
