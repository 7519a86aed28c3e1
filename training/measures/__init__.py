"""What a model is measured by: one module per head, from samples to named figures."""
