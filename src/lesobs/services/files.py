"""This file is how a file that leaves the program is written: whole, or not at all."""

import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from lesobs.domain.errors import RuleBroken


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A path beside `path` to write to; at the end it takes the place of `path`, whatever was there.

    On any error nothing of it stays behind and `path` is as it was. Raises RuleBroken, with what to do, when
    it can't be written there.
    """
    half = path.parent / f".lesobs-{secrets.token_hex(6)}.part"
    try:
        if path.is_dir():
            raise RuleBroken(f"{path} is een map. Zet er de naam van een bestand achter.")
        yield half
        _reach_the_disk(half)
        half.replace(path)
    except OSError as error:
        raise RuleBroken(_refusal(error, path)) from error
    finally:
        with suppress(OSError):
            half.unlink()


def make_folder(folder: Path) -> None:
    """Make a folder and those above it, as far as they are missing; raises RuleBroken when that can't be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RuleBroken(f"De map {folder} kan niet gemaakt worden.") from error


def _reach_the_disk(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _refusal(error: OSError, path: Path) -> str:
    kept = "Er is niets veranderd."
    if error.errno in (errno.ENAMETOOLONG, errno.EINVAL, errno.EILSEQ):
        return f"De naam ‘{path.name}’ kan niet op deze schijf. Kies een kortere of eenvoudiger naam."
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"De schijf is vol: {path.name} is niet geschreven. {kept} Maak ruimte of kies een andere map."
    if not path.parent.is_dir():
        return f"De map {path.parent} bestaat niet. Maak die map eerst, of kies een andere."
    if path.exists() and os.access(path.parent, os.W_OK):
        return (
            f"{path.name} kan niet worden vervangen. {kept} "
            "Sluit het bestand als het ergens openstaat, of kies een andere naam."
        )
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return f"In de map {path.parent} mag je niet schrijven. {kept} Kies een andere map."
    return f"{path.name} kon niet worden geschreven ({error.strerror}). {kept} Kies een andere map."
