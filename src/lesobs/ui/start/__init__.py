"""Start: the first page."""
