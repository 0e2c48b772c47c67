"""The council's tool: from a batch of applications to a decision proposal."""

__version__ = "0.1.0"
