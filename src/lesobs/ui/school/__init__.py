"""The page of the school: its people, its instruments, its settings and its safety."""
