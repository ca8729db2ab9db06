"""The window: PySide6 lives here only."""

import ctypes
import sys

if sys.version_info < (3, 12):
    # PySide6 6.12 hands back None, True and False without counting the reference, as if they were immortal.
    # They are from Python 3.12 on; before, the program would end with "deallocating None" within a minute.
    for _constant in (None, True, False):
        ctypes.c_ssize_t.from_address(id(_constant)).value += 1 << 40
