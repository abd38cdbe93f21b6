"""/api/v1: the assistant for other programs."""
