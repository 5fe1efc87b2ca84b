"""Series of runs that answer one question."""
