"""Measurements as ratios to a floor taken in the same run. Run with `make bench`."""
