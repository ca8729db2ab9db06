"""The parts pages are built from; import each from its own file."""
