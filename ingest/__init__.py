"""Documents become passages in an index."""
