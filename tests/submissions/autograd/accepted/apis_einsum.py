"""einsum."""
# %% two_apis
-     return F.relu(F.linear(x, weight, bias))
+     return torch.relu(torch.einsum("nf,hf->nh", x, weight) + bias)
