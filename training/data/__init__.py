"""Readers of the data sets, one module per format; each gives Samples."""
