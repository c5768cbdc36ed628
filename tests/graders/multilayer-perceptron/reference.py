"""What is right in week 6, worked out apart from the notebook's solution."""


def passed(given):
    """Return the logits (n, k), the hidden layer (n, h) and the net input (n, h)."""
    net = given["x"] @ given["w1"] + given["b1"]
    hidden = net.clamp_min(0)
    return hidden @ given["w2"] + given["b2"], hidden, net
