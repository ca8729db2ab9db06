"""This file is where the packaged program begins; PyInstaller asks for a script."""

import sys

from lesobs.cli import main

sys.exit(main())
