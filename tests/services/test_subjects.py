"""This file is the tests of the subjects of a school: each is there, and only what is asked for is loaded."""

import subprocess
import sys
from functools import cached_property
from pathlib import Path

from lesobs.domain.schoolyear import Region
from lesobs.services.school import School
from lesobs.services.subjects import Subjects

SUBJECTS = [name for name, made in vars(Subjects).items() if isinstance(made, cached_property)]
SELDOM = {"alembic", "icalendar", "nltk", "openpyxl"}
"""Libraries that an ordinary start and an ordinary command do without; each takes longer than a page does."""


def also_loaded(code: str, *arguments: str) -> set[str]:
    """The modules that a program of its own has loaded when it has run."""
    whole = f"import sys\n{code}\nprint(*sys.modules, sep='\\n')"
    command = [sys.executable, "-c", whole, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_every_subject_is_there_and_stays_the_same_one(tmp_path: Path) -> None:
    with School.create(tmp_path / "s.lesobs", "School", Region.NORTH) as school:
        assert len(SUBJECTS) > 25
        for name in SUBJECTS:
            assert getattr(school, name) is getattr(school, name)


def test_start_is_filled_without_what_it_does_not_show(filled: Path) -> None:
    loaded = also_loaded(
        "from pathlib import Path\n"
        "from lesobs.services.school import School\n"
        "with School.open(Path(sys.argv[1])) as school: school.start.overview(None)",
        str(filled),
    )
    assert "lesobs.services.start" in loaded
    not_shown = {"lesobs.services.rosters", "lesobs.services.observing", "lesobs.services.papers"}
    assert not loaded & (SELDOM | not_shown | {"reportlab", "lesobs.domain.instrument_file"})


def test_a_paper_is_written_without_what_reads_and_writes_lists(filled: Path, tmp_path: Path) -> None:
    loaded = also_loaded(
        "from lesobs.cli import main\nassert main(sys.argv[1:]) == 0",
        *("report", str(filled), "discussion", "--out", str(tmp_path / "pakket.pdf")),
    )
    assert "lesobs.reports.pack" in loaded
    of_lists = {"lesobs.services.exchange", "lesobs.services.rosters", "lesobs.domain.plan_import"}
    assert not loaded & (SELDOM | of_lists | {"PySide6", "lesobs.services.start", "lesobs.services.cycles"})
