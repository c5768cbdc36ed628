"""The losses alone are noted. diagnosis: result-missing"""
# %% train_and_evaluate
-                 right = logits.argmax(dim=1) == labels

-                 measured[f"{name}_accuracy"] = right.double().mean().item()
