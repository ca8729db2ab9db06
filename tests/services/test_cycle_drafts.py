"""This file is the tests of making and changing a cycle: what may be filled in, and what stays true later."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from lesobs.domain.cycle import Phase
from lesobs.domain.errors import RuleBroken
from lesobs.domain.finding import FindingKind
from lesobs.domain.picture import Cell, Group, PictureRow
from lesobs.domain.schoolyear import Region
from lesobs.domain.tally import Tally
from lesobs.services.calendar import ActivityDraft
from lesobs.services.cycles import CycleDraft
from lesobs.services.people import PersonDraft, SectionDraft
from lesobs.services.school import School

TODAY = date(2026, 11, 23)
KEY = "op3.lesverloop.lesdoel"


@pytest.fixture
def school(tmp_path: Path) -> Iterator[School]:
    with School.create(tmp_path / "x.lesobs", "Hazelkamp", Region.MIDDLE, today=lambda: TODAY) as made:
        yield made


@pytest.fixture
def finding(school: School) -> str:
    section = school.people.save_section(SectionDraft("wiskunde"))
    tally = Tally((4, 5, 2, 1), 1)
    row = PictureRow(Group(section, "wiskunde"), 13, 8, 4, (Cell(tally),))
    return school.findings.add(
        FindingKind.DEVELOP,
        "We weten vaak pas bij de toets of het geland is.",
        school.year,
        row,
        KEY,
        row.cells[0],
    )


def test_a_finding_becomes_a_cycle_with_its_counts(school: School, finding: str) -> None:
    draft = school.cycles.draft_from(finding)
    school.cycles.save(replace(draft, title="  Nagaan en\nbijstellen "))
    (cycle,) = school.cycles.all()
    assert (cycle.title, cycle.scope, cycle.phase) == ("Nagaan en bijstellen", "wiskunde", Phase.PLAN)
    assert (cycle.baseline.high, cycle.baseline.scored) == (3, 12)
    assert cycle.indicator_key == KEY


def test_a_draft_gives_back_what_was_saved(school: School, finding: str) -> None:
    lead, deputy = (school.people.save_person(PersonDraft(name)) for name in ("Ruud", "Marieke"))
    draft = replace(
        school.cycles.draft_from(finding),
        title="Nagaan",
        goal="In 8 van de 12 lessen zie je het.",
        target_percent=67,
        owner_id=lead,
        deputy_id=deputy,
        check_on=date(2026, 12, 11),
    )
    key = school.cycles.save(draft)
    assert school.cycles.draft(key) == replace(draft, id=key)


def test_another_finding_or_none_changes_where_a_cycle_starts_from(school: School, finding: str) -> None:
    key = school.cycles.save(CycleDraft("Eigen idee", "OP3"))
    assert school.cycles.all()[0].baseline == Tally()
    school.cycles.save(replace(school.cycles.draft(key), finding_id=finding))
    assert school.cycles.all()[0].baseline.scored == 12
    school.cycles.save(replace(school.cycles.draft(key), finding_id=None))
    assert school.cycles.all()[0].baseline == Tally()


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"title": " "}, "titel"),
        ({"title": "x" * 301}, "hooguit 300"),
        ({"goal": "x" * 20_001}, "doel is te lang"),
        ({"standard": "OP9"}, "OP9"),
        ({"target_percent": 101}, "0 tot en met 100"),
        ({"owner_id": "a", "deputy_id": "a"}, "vervanger"),
    ],
)
def test_what_a_cycle_may_not_be(school: School, changes: dict[str, str], reason: str) -> None:
    with pytest.raises(RuleBroken, match=reason):
        school.cycles.save(replace(CycleDraft("Nagaan", "OP3"), **changes))
    assert school.cycles.all() == []


def test_a_running_cycle_keeps_its_goal_leader_and_check_date(school: School) -> None:
    lead = school.people.save_person(PersonDraft("Ruud"))
    key = school.cycles.save(
        CycleDraft("Nagaan", "OP3", goal="Zien", owner_id=lead, check_on=date(2026, 12, 11))
    )
    school.cycles.advance(key)
    draft = school.cycles.draft(key)
    for emptied in ({"goal": " "}, {"owner_id": None}, {"check_on": None}):
        with pytest.raises(RuleBroken, match="eerst"):
            school.cycles.save(replace(draft, **emptied))
    assert school.cycles.draft(key) == draft
    school.cycles.save(replace(draft, title="Nagaan in de les"))


def test_only_a_cycle_that_never_began_can_be_removed(school: School) -> None:
    key = school.cycles.save(CycleDraft("Nagaan", "OP3"))
    school.cycles.remove(key)
    assert school.cycles.all() == []
    school.undo.undo()
    school.calendar.save(ActivityDraft("Oefenen", Phase.DO, "OP3", TODAY, TODAY, cycle_id=key))
    with pytest.raises(RuleBroken, match="al begonnen"):
        school.cycles.remove(key)
