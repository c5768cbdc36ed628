"""What a notebook's cells may leave behind for the calls after them, in words.

Apart from what sets it, so that who only says it needs no torch.
"""

WORDS = {
    "recording": "gradients are not recorded (`torch.set_grad_enabled`, `torch.no_grad`)",
    "inference": "inference mode is on (`torch.inference_mode`)",
    "autocast": "autocast is on (`torch.autocast`)",
    "dtype": "the default dtype is not float32 (`torch.set_default_dtype`)",
    "device": "the default device is not the CPU (`torch.set_default_device`)",
    "deterministic": (
        "deterministic algorithms are asked for (`torch.use_deterministic_algorithms`)"
    ),
    "precision": ("matrix products have a lower precision (`torch.set_float32_matmul_precision`)"),
    "anomaly": "anomaly detection is on (`torch.autograd.set_detect_anomaly`)",
    "numpy errors": "NumPy treats floating-point errors in another way (`np.seterr`)",
}
