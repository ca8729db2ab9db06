"""This file measures the discussion pack beside LibreOffice turning the same counts into a PDF."""

import csv
import shutil
import subprocess
import sys
from pathlib import Path

from benchmarks.measure import LARGE_DAY, Row, as_used, compared, in_turn, large_school
from lesobs.domain.schoolyear import SchoolYear
from lesobs.services.school import School

RUNS = 3


def measure(folder: Path) -> list[Row]:
    """LibreOffice as a whole process; ours as one too, and as the window does it, in the open program.
    Without LibreOffice only our own time is told."""
    school = large_school(folder)
    year = SchoolYear.of(LARGE_DAY).previous
    counts, pack = folder / "counts.csv", folder / "pack.pdf"
    _write_counts(school, year, counts)
    command = [str(Path(sys.executable).with_name("lesobs")), "report", str(school), "discussion"]
    command += ["--year", year.name, "--out", str(pack)]
    office = shutil.which("soffice") or shutil.which("libreoffice")

    def ours() -> None:
        subprocess.run(command, check=True, capture_output=True, env=as_used())

    def floor() -> None:
        options = [str(office), "--headless", f"-env:UserInstallation=file://{folder}/office"]
        options += ["--convert-to", "pdf", "--outdir", str(folder), str(counts)]
        subprocess.run(options, check=True, capture_output=True)

    if office is None:
        _, time = in_turn(lambda: None, ours, RUNS)
        return [Row("discussion pack", "no LibreOffice", f"{time * 1000:.0f} ms", None, "≤ 0.5 ×")]
    floor_time, time = in_turn(floor, ours, RUNS)
    with School.open(school, today=lambda: LARGE_DAY) as opened:
        _, inside = in_turn(lambda: None, lambda: opened.papers.discussion(year, pack), RUNS)
    return [
        compared("discussion pack, in the open program", floor_time, inside, 0.5),
        compared("  as a command of its own", floor_time, time, 0.5),
    ]


def _write_counts(path: Path, year: SchoolYear, counts: Path) -> None:
    with School.open(path, today=lambda: LARGE_DAY) as school:
        picture = school.pictures.picture(year)
    with counts.open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(["", *(indicator.title for indicator in picture.indicators)])
        for row in (*picture.rows, picture.total):
            cells = (f"{c.tally.high}/{c.tally.scored}" if c.tally else "–" for c in row.cells)
            table.writerow([row.group.name, *cells])
