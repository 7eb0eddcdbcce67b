"""Pages about the rights of one person."""
