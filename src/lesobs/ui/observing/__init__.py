"""The page for the classroom: score by key, write what is seen, never lose a word."""
