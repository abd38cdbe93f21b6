"""What the assistant may cite, and its right to cite it."""
