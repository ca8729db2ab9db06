"""This file is the tests of the instruments of a school: what is offered, what is kept, and files out."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from lesobs.domain.errors import RuleBroken
from lesobs.domain.instrument_file import read_instrument_file
from lesobs.services.school import School

TODAY = date(2026, 11, 23)


@pytest.fixture
def school(new: Path) -> Iterator[School]:
    with School.open(new, today=lambda: TODAY) as opened:
        yield opened


def test_the_longest_comes_first_and_is_of_the_program(school: School) -> None:
    lines = school.instruments.all()
    assert [(one.title, one.indicators, one.own) for one in lines] == [
        ("OP3 volledig", 14, False),
        ("OP3 flitsbezoek", 6, False),
    ]


def test_what_is_out_of_use_is_not_offered_but_stays(school: School) -> None:
    full, short = school.instruments.all()
    school.instruments.retire(short.id)
    assert [one.id for one in school.instruments.all()] == [full.id]
    assert [one.id for one in school.instruments.all(also=short.id)] == [full.id, short.id]
    retired = school.instruments.all(retired=True)[1]
    assert (retired.id, retired.retired_on) == (short.id, TODAY)
    assert len(school.instruments.get(short.id).indicators) == 6
    school.instruments.bring_back(short.id)
    assert len(school.instruments.all()) == 2


def test_after_one_out_of_use_comes_its_next_version_or_one_of_its_kind(school: School) -> None:
    full, short = school.instruments.all()
    assert school.instruments.offered_like(short.id) == short.id
    draft = school.instrument_drafts.copy(short.id, "Ons flitsbezoek")
    first = school.instrument_drafts.publish(draft)
    second = school.instrument_drafts.publish(school.instrument_drafts.revise(first))
    assert school.instruments.offered_like(first) == second
    school.instruments.retire(short.id)
    assert school.instruments.offered_like(short.id) == second
    school.instruments.retire(second)
    assert school.instruments.offered_like(first) == full.id


def test_one_stays_in_use(school: School) -> None:
    full, short = school.instruments.all()
    school.instruments.retire(short.id)
    with pytest.raises(RuleBroken, match="enige kijkwijzer in gebruik"):
        school.instruments.retire(full.id)
    assert len(school.instruments.all()) == 1


def test_retiring_can_be_undone(school: School) -> None:
    school.instruments.retire(school.instruments.all()[1].id)
    school.undo.undo()
    assert len(school.instruments.all()) == 2


def test_a_school_that_opens_again_keeps_what_is_out_of_use(school: School) -> None:
    school.instruments.retire(school.instruments.all()[1].id)
    path = school.path
    school.close()
    with School.open(path, today=lambda: TODAY) as again:
        assert [one.title for one in again.instruments.all()] == ["OP3 volledig"]


def test_an_instrument_goes_out_as_a_file(school: School, tmp_path: Path) -> None:
    full = school.instruments.all()[0].id
    school.instruments.export(full, tmp_path / "uit.toml")
    assert read_instrument_file(tmp_path / "uit.toml") == school.instruments.get(full)
    with pytest.raises(RuleBroken, match="bestaat niet"):
        school.instruments.export(full, tmp_path / "geen map" / "uit.toml")
