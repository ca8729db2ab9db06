"""This file is the tests of making and changing a cycle: what may be filled in, and what stays true later."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from lesobs.domain.activity import ActivityStatus
from lesobs.domain.cycle import Outcome, Phase
from lesobs.domain.errors import RuleBroken
from lesobs.domain.finding import FindingKind
from lesobs.domain.picture import Cell, Group, PictureRow
from lesobs.domain.tally import Tally
from lesobs.services.calendar import ActivityDraft
from lesobs.services.cycles import Aim, Baseline, CycleDraft
from lesobs.services.people import PersonDraft, SectionDraft
from lesobs.services.school import School

TODAY = date(2026, 11, 23)
KEY, OTHER, THIRD = "op3.verloop.lesdoel", "op3.uitleg.helder", "op3.leren.feedback"


@pytest.fixture
def school(new: Path) -> Iterator[School]:
    with School.open(new, today=lambda: TODAY) as opened:
        yield opened


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
    assert cycle.whom == "de sectie wiskunde"
    (indicator,) = cycle.indicators
    assert (indicator.baseline.high, indicator.baseline.scored) == (3, 12)
    assert (indicator.key, indicator.words, indicator.taken_on) == (KEY, "B3 Lesdoel helder", TODAY)


def test_a_draft_gives_back_what_was_saved(school: School, finding: str) -> None:
    lead, deputy = (school.people.save_person(PersonDraft(name)) for name in ("Ruud", "Marieke"))
    draft = replace(
        school.cycles.draft_from(finding),
        title="Nagaan",
        goal="In 8 van de 12 lessen zie je het.",
        indicators=(Aim(KEY, 67, finding), Aim(OTHER, 50), Aim(THIRD)),
        owner_id=lead,
        deputy_id=deputy,
        check_on=date(2026, 12, 11),
    )
    key = school.cycles.save(draft)
    assert school.cycles.draft(key) == replace(draft, id=key)


def test_another_finding_or_none_changes_where_a_cycle_starts_from(school: School, finding: str) -> None:
    key = school.cycles.save(CycleDraft("Eigen idee", "OP3"))
    assert school.cycles.all()[0].indicators == ()
    school.cycles.change(key, "finding_id", finding)
    assert school.cycles.all()[0].indicators[0].baseline.scored == 12
    school.cycles.change(key, "finding_id", None)
    (kept,) = school.cycles.all()[0].indicators
    assert (kept.key, kept.baseline, kept.finding_id) == (KEY, Tally(), None)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"title": " "}, "titel"),
        ({"title": "x" * 301}, "hooguit 300"),
        ({"goal": "x" * 20_001}, "doel is te lang"),
        ({"standard": "OP9"}, "OP9"),
        ({"indicators": (Aim(KEY, 101),)}, "0 tot en met 100"),
        ({"indicators": (Aim(KEY), Aim(KEY, 50))}, "hoort al bij"),
        ({"indicators": tuple(Aim(str(number)) for number in range(6))}, "hooguit 5"),
        ({"owner_id": "a", "deputy_id": "a"}, "vervanger"),
    ],
)
def test_what_a_cycle_may_not_be(school: School, changes: dict[str, Any], reason: str) -> None:
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


def counts(school: School, cycle: str) -> dict[str, tuple[int, int | None]]:
    """What each indicator starts from, and what it aims at, in order."""
    found = school.cycles.line(cycle).indicators
    return {one.key: (one.baseline.scored, one.target_percent) for one in found}


def test_indicators_are_added_ordered_and_dropped_and_keep_their_counts(school: School, finding: str) -> None:
    key = school.cycles.save(replace(school.cycles.draft_from(finding), title="Nagaan"))
    mine = Aim(KEY, 67, finding)
    school.cycles.measure(key, [mine, Aim(OTHER)])
    school.cycles.set_baseline(key, [Baseline(OTHER, Tally((1, 2, 3, 4)), "2025-2026", "10 lessen")])
    assert counts(school, key) == {KEY: (12, 67), OTHER: (10, None)}
    school.cycles.measure(key, [Aim(OTHER, 40), Aim(THIRD), mine])
    assert list(counts(school, key).items()) == [(OTHER, (10, 40)), (THIRD, (0, None)), (KEY, (12, 67))]
    school.cycles.measure(key, [Aim(THIRD)])
    assert counts(school, key) == {THIRD: (0, None)}
    school.undo.undo()
    assert list(counts(school, key)) == [OTHER, THIRD, KEY]
    school.undo.undo()
    assert counts(school, key) == {KEY: (12, 67), OTHER: (10, None)}
    school.undo.redo()
    school.undo.redo()
    assert counts(school, key) == {THIRD: (0, None)}


def test_other_lessons_start_from_nothing(school: School, finding: str) -> None:
    key = school.cycles.save(replace(school.cycles.draft_from(finding), title="Nagaan"))
    school.cycles.measure(key, [Aim(KEY, 67, finding), Aim(OTHER)])
    school.cycles.set_baseline(key, [Baseline(OTHER, Tally((1, 2, 3, 4)), "2025-2026", "10 lessen")])
    school.cycles.change(key, "section_id", None)
    assert counts(school, key) == {KEY: (0, 67), OTHER: (0, None)}


def test_what_is_measured_is_fixed_once_doing_but_not_its_target_or_order(school: School) -> None:
    lead = school.people.save_person(PersonDraft("Ruud"))
    draft = CycleDraft("Nagaan", "OP3", "Zien", owner_id=lead, check_on=date(2026, 12, 11))
    key = school.cycles.save(replace(draft, indicators=(Aim(KEY), Aim(OTHER))))
    school.cycles.advance(key)
    for others in ([Aim(KEY)], [Aim(KEY), Aim(OTHER), Aim(THIRD)], [Aim(KEY), Aim(THIRD)]):
        with pytest.raises(RuleBroken, match="Ga terug naar Plan"):
            school.cycles.measure(key, others)
    school.cycles.measure(key, [Aim(OTHER, 60), Aim(KEY)])
    assert list(counts(school, key).items()) == [(OTHER, (0, 60)), (KEY, (0, None))]


def test_another_finding_takes_the_place_of_the_one_before(school: School, finding: str) -> None:
    row = PictureRow(Group("x", "y"), 9, 9, 3, (Cell(Tally((0, 3, 3, 3))),))
    other = school.findings.add(FindingKind.DEVELOP, "Te lang.", school.year, row, OTHER, row.cells[0])
    key = school.cycles.save(replace(school.cycles.draft_from(finding), title="Nagaan"))
    school.cycles.measure(key, [Aim(KEY, 67, finding), Aim(THIRD, 20)])
    school.cycles.change(key, "finding_id", other)
    line = school.cycles.line(key)
    assert (line.scope, line.whom, line.finding_ids) == ("hele school", "de hele school", (other,))
    assert list(counts(school, key).items()) == [(OTHER, (9, 67)), (THIRD, (0, 20))]


def test_findings_about_the_same_lessons_are_taken_along(school: School, finding: str) -> None:
    section = school.findings.all()[0].section_id or ""
    row = PictureRow(Group(section, "wiskunde"), 11, 8, 4, (Cell(Tally((1, 4, 5, 1))),))
    other = school.findings.add(FindingKind.DEVELOP, "Te lang.", school.year, row, OTHER, row.cells[0])
    elsewhere = school.findings.conclude(FindingKind.DEVELOP, "Overal.", school.year, None, THIRD)
    loose = school.findings.conclude(FindingKind.DEVELOP, "Zomaar.", school.year, section, None)
    key = school.cycles.save(replace(school.cycles.draft_from(finding), title="Nagaan"))
    assert [line.id for line in school.cycles.fitting(other)] == [key]
    assert school.cycles.fitting(finding) == school.cycles.fitting(elsewhere) == []
    assert school.cycles.fitting(loose) == []
    school.cycles.take_along(key, other)
    line = school.cycles.line(key)
    assert line.finding_ids == (finding, other) and counts(school, key)[OTHER] == (11, None)
    assert [one.id for one in school.follow_ups.of(other).cycles] == [key]
    assert {one.state.word for one in school.findings.all() if one.id in line.finding_ids} == {"afgesproken"}
    school.calendar.save(ActivityDraft("Oefenen", Phase.DO, "OP3", TODAY, TODAY, cycle_id=key))
    assert [one.title for one in school.follow_ups.of(other).activities] == ["Oefenen"]
    for refused in (school.findings.remove, school.findings.take_back):
        with pytest.raises(RuleBroken, match="blijft staan"):
            refused(other)
    with pytest.raises(RuleBroken, match="niet over één indicator"):
        school.cycles.take_along(key, loose)


def test_removing_a_cycle_takes_its_indicators_along_and_gives_them_back(
    school: School, finding: str
) -> None:
    key = school.cycles.save(replace(school.cycles.draft_from(finding), title="Nagaan"))
    school.cycles.measure(key, [Aim(KEY, 67, finding), Aim(OTHER)])
    before = school.cycles.line(key)
    school.cycles.remove(key)
    assert school.checks.problems() == []
    school.findings.remove(finding)
    school.undo.undo()
    school.undo.undo()
    assert school.cycles.line(key) == before


def test_checks_that_began_are_done_when_a_cycle_closes_and_later_ones_go_along(
    school: School, finding: str
) -> None:
    lead = school.people.save_person(PersonDraft("Ruud"))
    plan = replace(
        school.cycles.draft_from(finding), title="Nagaan", goal="Zien", owner_id=lead, check_on=TODAY
    )
    key = school.cycles.save(plan)
    later = date(2027, 3, 1)
    for title, phase, day in (
        ("Oefenen", Phase.DO, TODAY),
        ("Check: nagaan", Phase.CHECK, TODAY),
        ("Check: voorjaar", Phase.CHECK, later),
    ):
        school.calendar.save(ActivityDraft(title, phase, "OP3", day, day, cycle_id=key))
    school.cycles.write(key, "check_reason", "De les verviel.")
    for _ in range(3):
        school.cycles.advance(key)
    before = {one.title: one.status for one in school.calendar.of_cycle(key)}
    school.cycles.close(key, Outcome.ADJUST, "Nog niet.")
    following = school.cycles.turns(key)[-1].line.id
    assert {one.title: one.status for one in school.calendar.of_cycle(key)} == {
        "Oefenen": ActivityStatus.TODO,
        "Check: nagaan": ActivityStatus.DONE,
    }
    assert [one.title for one in school.calendar.of_cycle(following)] == ["Check: voorjaar"]
    school.undo.undo()
    assert {one.title: one.status for one in school.calendar.of_cycle(key)} == before
    school.cycles.close(key, Outcome.STOP, "De sectie is gesplitst.")
    after = {one.title: one.status for one in school.calendar.of_cycle(key)}
    assert after["Check: voorjaar"] is ActivityStatus.DROPPED, "nothing follows any more"
