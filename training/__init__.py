"""The recipe that makes the shipped reader: data folders in, model and model card out."""
