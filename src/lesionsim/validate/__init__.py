"""Published lesions and temperatures held against the model, misses included."""
