"""The window: PySide6 lives here only."""

import builtins
import ctypes
import sys

import PySide6.QtCore  # noqa: F401 - what it does to the import of others is undone below

if sys.version_info < (3, 12):
    # PySide6 6.12 hands back None, True and False without counting the reference, as if they were immortal.
    # They are from Python 3.12 on; before, the program would end with "deallocating None" within a minute.
    for _constant in (None, True, False):
        ctypes.c_ssize_t.from_address(id(_constant)).value += 1 << 40

# PySide6 reads the source of every module that is imported after it, to find those that want names_like_this,
# and all that was read is kept: a fifth of the time of an import, and 20 MB. No module here wants such names.
builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
