"""The rules of the field in plain Python; imports the standard library only."""
