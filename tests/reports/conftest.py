"""This file is what lets the tests of this folder share their samples."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
