"""Documents on paper: finished dataclasses in, PDF out."""

from reportlab import rl_config

# ReportLab would check the type of every attribute of every line it draws, at a tenth of the time of a pack.
# It is read when its shapes are first imported, so it is set here, before any module of this package.
rl_config.shapeChecking = 0

# Pages written in plain text characters would be a quarter larger, and take longer.
rl_config.useA85 = 0
