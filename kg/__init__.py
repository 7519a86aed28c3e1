"""Turn news articles about contested events into a knowledge graph of who says what."""

__version__ = "0.1.0"
