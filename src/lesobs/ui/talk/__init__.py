"""The team talk: findings and how far they have come, lines from good lessons, and comparing how we score."""
