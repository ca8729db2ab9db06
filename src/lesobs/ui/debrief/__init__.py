"""The page of the talk after a visit."""
