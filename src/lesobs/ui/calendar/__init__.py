"""The quality calendar: the year planner, the agenda, the board, the cycles and their dialogs."""
