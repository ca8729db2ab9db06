"""A school file of every schema there has been opens in this program, with all that was in it."""

import shutil
from pathlib import Path

import pytest

from lesobs.services.school import School

FILES = sorted((Path(__file__).parents[1] / "files").glob("schema-*.lesobs"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_file_of_this_schema_opens_whole(file: Path, tmp_path: Path) -> None:
    copy = tmp_path / file.name
    shutil.copyfile(file, copy)
    with School.open(copy) as school:
        assert school.checks.problems() == []
        (visit,) = school.visits.all()
        assert (visit.teacher, visit.scored) == ("Minh Đặng", 1)
        assert [note.text for note in school.visits.get(visit.id).notes] == ["Iedereen schrijft."]
        assert school.debriefs.get(visit.id).strength == "Rust"


def test_there_is_a_file_of_the_newest_schema() -> None:
    from lesobs.storage.upgrade import NEWEST

    assert FILES[-1].stem == f"schema-{NEWEST}"
