"""lesobs: lesson visits, section pictures and a quality calendar for Dutch secondary schools."""

__version__ = "0.1.0"
