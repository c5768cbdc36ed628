"""The gradients are clipped before each step. diagnosis: other-optimizer; score: 85"""
# %% backward_loop
+             torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
              optimizer.step()
