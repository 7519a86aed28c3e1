"""The neural reader: words of a text, the features of a window of them, the model, and what it finds."""
