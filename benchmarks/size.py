"""This file measures what is installed: the environment and, when it was built, the packaged folder."""

import sys
from pathlib import Path

from benchmarks.measure import Row

MEGABYTE = 1_000_000


def measure(_folder: Path) -> list[Row]:
    rows = [_size("installed environment (with the tools of a developer)", Path(sys.prefix), 350)]
    packaged = Path("dist/lesobs")
    if packaged.is_dir():
        rows.append(_size("packaged folder", packaged, 200))
    return rows


def _size(what: str, folder: Path, budget: int) -> Row:
    total = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file() and not file.is_symlink())
    size = total / MEGABYTE
    return Row(what[:45], f"{budget} MB", f"{size:.0f} MB", size / budget, "≤ 1")
