"""The section picture: the heat map, the cell in focus, and a finding made from it."""
