"""How we know whether answers are good."""
