"""The evaluation in a function of its own."""
# %% train_and_evaluate
+         @torch.no_grad()
+         def evaluated(inputs, labels):
+             logits = model(inputs)
+             return F.cross_entropy(logits, labels).item(), float((logits.argmax(-1) == labels).double().mean())
          measured = {}
-         with torch.no_grad():
-             for name, (inputs, labels) in (("train", train_set), ("test", test_set)):
-                 logits = model(inputs)
-                 right = logits.argmax(dim=1) == labels
-                 measured[f"{name}_loss"] = F.cross_entropy(logits, labels).item()
-                 measured[f"{name}_accuracy"] = right.double().mean().item()
+         measured["train_loss"], measured["train_accuracy"] = evaluated(*train_set)
+         measured["test_loss"], measured["test_accuracy"] = evaluated(*test_set)
