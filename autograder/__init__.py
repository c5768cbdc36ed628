"""A self-grading PyTorch course and the engine that grades it."""

__version__ = "0.2.0"
