"""Plain pages: HTML that needs no script."""
