"""This file is where the packaged program begins; PyInstaller asks for a script."""

import os
import sys

from lesobs.cli import main

# On Linux the program finds its libraries by this. Another program shows a PDF, and must find its own.
before = os.environ.pop("LD_LIBRARY_PATH_ORIG", "")
if os.environ.pop("LD_LIBRARY_PATH", "") and before:
    os.environ["LD_LIBRARY_PATH"] = before

sys.exit(main())
