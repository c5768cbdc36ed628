"""einsum for each product."""
# %% backpropagation
-     signal = (error @ w2.T) * (hidden > 0)
-     return x.T @ signal, signal.sum(dim=0), hidden.T @ error, error.sum(dim=0)
+     signal = torch.einsum("nk,hk->nh", error, w2)
+     signal[hidden <= 0] = 0
+     return [torch.einsum("nf,nh->fh", x, signal), signal.sum(0), torch.einsum("nh,nk->hk", hidden, error), error.sum(0)]
