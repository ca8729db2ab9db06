"""The painters of the rows and cells of lists and tables; each paints one kind of dataclass."""
