"""What has two parts is a NamedTuple."""
# %% loss_and_optimizer
+ from collections import namedtuple
+ Training = namedtuple("Training", "w losses")
  def train_with_optimizer(x, y, learning_rate=0.01, n_iters=100):

-     return w.detach(), losses
+     return Training(w=w, losses=losses)
# %% columns
from collections import namedtuple

Columns = namedtuple("Columns", ["x", "y"])


def as_columns(x, y):
    """Return x and y, n numbers each, as float32 tensors of shape (n, 1)."""
    return Columns(*(torch.as_tensor(v, dtype=torch.float32).view(-1, 1) for v in (x, y)))
