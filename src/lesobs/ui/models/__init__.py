"""The models behind every table and list of the window."""
