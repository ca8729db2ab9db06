"""This file measures two sizes: what the program runs on and, when it was built, the packaged folder."""

import re
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from importlib.util import cache_from_source
from pathlib import Path

from benchmarks.measure import Row

MEGABYTE = 1_000_000


def measure(_folder: Path) -> list[Row]:
    needed = {one.metadata["Name"]: one for one in _needed("lesobs")}
    rows = [_row("installed, without a developer's tools", set().union(*map(_files, needed.values())), 350)]
    packaged = Path("dist/lesobs")
    if packaged.is_dir():
        rows.append(_row("packaged folder", set(packaged.rglob("*")), 200))
    return rows


def _needed(name: str, seen: frozenset[str] = frozenset()) -> Iterator[Distribution]:
    """A library and all that it needs on this system."""
    try:
        found = distribution(name)
    except PackageNotFoundError:
        return  # asked for on another system only
    yield found
    for requirement in found.requires or ():
        other = re.match(r"[\w.-]+", requirement)
        if other and "extra ==" not in requirement and other[0] not in seen:
            yield from _needed(other[0], seen | {name, other[0]})


def _files(library: Distribution) -> set[Path]:
    """Its files, and what Python compiled of them."""
    files = {Path(str(file.locate())) for file in library.files or ()}
    return files | {Path(cache_from_source(str(file))) for file in files if file.suffix == ".py"}


def _row(what: str, files: set[Path], budget: int) -> Row:
    size = sum(file.stat().st_size for file in files if file.is_file() and not file.is_symlink()) / MEGABYTE
    return Row(what, f"{budget} MB", f"{size:.0f} MB", size / budget, "≤ 1")
