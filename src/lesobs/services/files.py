"""This file is how a file that leaves the program is written: whole, or not at all."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lesobs.domain.errors import RuleBroken
from lesobs.storage.errors import from_os


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A path beside `path` to write to; at the end it takes the place of `path`, whatever was there.

    On any error nothing of it stays behind and `path` is as it was. Raises RuleBroken when the folder is
    missing or can't be written.
    """
    if not path.parent.is_dir():
        raise RuleBroken(f"De map {path.parent} bestaat niet. Maak die map eerst, of kies een andere.")
    if path.is_dir():
        raise RuleBroken(f"{path} is een map. Zet er de naam van een bestand achter.")
    half = path.with_name(f".{secrets.token_hex(4)}.{path.name}")
    try:
        yield half
        half.replace(path)
    except OSError as error:
        raise from_os(error, path) from error
    finally:
        half.unlink(missing_ok=True)
