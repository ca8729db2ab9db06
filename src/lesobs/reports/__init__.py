"""Documents on paper: finished dataclasses in, PDF out."""
