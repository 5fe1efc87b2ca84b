"""Which inputs of the model lead to a wanted lesion."""
