"""What has two parts is an object of a class of its own, which unpacks; the losses are a deque."""
# %% loss_and_optimizer
+ from dataclasses import dataclass
+ @dataclass
+ class Training:
+     """What a training leaves behind."""
+     w: torch.Tensor
+     losses: list
+     def __iter__(self):
+         yield self.w
+         yield self.losses
  def train_with_optimizer(x, y, learning_rate=0.01, n_iters=100):

-     squared_error = nn.MSELoss()

-         loss = squared_error(w * x, y)
+         loss = nn.MSELoss()(w * x, y)
-     return w.detach(), losses
+     return Training(w, losses)
# %% columns
+ from dataclasses import dataclass
+ @dataclass
+ class Columns:
+     """Two columns."""
+     x: torch.Tensor
+     y: torch.Tensor
+     def __iter__(self):
+         return iter((self.x, self.y))
  def as_columns(x, y):

-     x, y = (torch.as_tensor(values, dtype=torch.float32).view(-1, 1) for values in (x, y))
-     return x, y
+     return Columns(*(torch.as_tensor(v, dtype=torch.float32).view(-1, 1) for v in (x, y)))
# %% training_loop
+ from collections import deque
  def train_model(model, x, y, learning_rate=0.01, n_iters=100, loss_fn=None):

-     losses = []
+     losses = deque()
-         y_pred = model(x)
-         loss = loss_fn(y_pred, y)
+         loss = loss_fn(model(x), y)
          losses.append(loss.item())
+         optimizer.zero_grad()
-         optimizer.zero_grad()
