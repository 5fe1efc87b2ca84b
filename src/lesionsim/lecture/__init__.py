"""A whole lecture of figures, made by one command."""
