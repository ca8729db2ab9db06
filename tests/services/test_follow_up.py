"""What became of a finding: what hangs under it, and the same cell in lessons since then."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from tests.conftest import TODAY, see

from lesobs.domain.activity import ActivityStatus
from lesobs.domain.cycle import Phase
from lesobs.domain.finding import FindingKind
from lesobs.domain.narrowing import Split
from lesobs.domain.picture import Grouping, PictureFilter
from lesobs.domain.schoolyear import SchoolYear
from lesobs.domain.visit import Purpose
from lesobs.services.asked import Asked, asked_from, asked_to
from lesobs.services.calendar import ActivityDraft
from lesobs.services.findings import FindingLine
from lesobs.services.rounds import RoundDraft
from lesobs.services.school import School
from lesobs.services.visit_plan import VisitDraft

YEAR = SchoolYear(2026)


def of_mathematics(school: School) -> FindingLine:
    """A finding about the first indicator in the section with six teachers."""
    picture = school.pictures.picture(YEAR)
    row = picture.row("Wiskunde")
    assert row is not None and row.cells[0].tally is not None
    made = school.findings.add(
        FindingKind.DEVELOP, "Stil.", YEAR, row, picture.indicators[0].key, row.cells[0]
    )
    return next(line for line in school.findings.all() if line.id == made)


def look_again(school: School, day: date, teachers: int) -> None:
    """As many teachers of the section are seen on this day, at level 4 and 2 by turns."""
    section = next(one for one in school.people.sections() if one.name == "Wiskunde")
    team = [one.id for one in school.people.teachers() if one.code.startswith("WI")][:teachers]
    flits = next(one.id for one in school.instruments.all() if one.kind == "flits")
    observer = school.people.observers()[0].id
    for place, teacher in enumerate(team):
        draft = VisitDraft(teacher, section.id, observer, flits, day, Purpose.PICTURE)
        see(school, draft, 2 if place % 2 else 4)


def test_what_hangs_under_a_finding(filled: Path) -> None:
    with School.open(filled, today=lambda: TODAY) as school:
        (finding,) = school.findings.all()
        straight = school.calendar.save(
            ActivityDraft("Eerst", Phase.DO, "OP3", date(2026, 9, 1), date(2026, 9, 1), finding_id=finding.id)
        )
        school.calendar.save(ActivityDraft("Iets anders", Phase.DO, "OP3", TODAY, TODAY))
        under = school.follow_ups.of(finding.id)
        assert [line.title for line in under.cycles] == ["Iedereen denkt mee"]
        assert under.activities[0].id == straight
        assert len(under.activities) == 4
        assert under.activities[1].status is ActivityStatus.DOING
        assert school.follow_ups.of("-").activities == ()


def test_lessons_of_a_new_round_stand_beside_those_of_then(filled: Path) -> None:
    """Lessons before the new round are left out: with them, the few that came between could be reckoned."""
    today = TODAY
    with School.open(filled, today=lambda: today) as school:
        finding = of_mathematics(school)
        today = date(2027, 2, 15)
        look_again(school, date(2026, 12, 1), 1)
        since = school.follow_ups.since(finding)
        assert since is not None and since.cell is None and "Er begon nog geen nieuwe ronde" in since.why
        school.rounds.save(RoundDraft("Ronde 2", date(2027, 2, 1), date(2027, 3, 1)))
        look_again(school, date(2027, 2, 10), 6)
        since = school.follow_ups.since(finding)
        assert since is not None and since.lessons == "Ronde 2, 2026-2027"
        assert since.cell is not None and since.cell.tally is not None
        assert since.cell.tally.levels == (0, 3, 0, 3)


def test_too_few_new_lessons_stay_hidden(filled: Path) -> None:
    today = TODAY
    with School.open(filled, today=lambda: today) as school:
        finding = of_mathematics(school)
        today = date(2027, 2, 15)
        school.rounds.save(RoundDraft("Ronde 2", date(2027, 2, 1), date(2027, 3, 1)))
        look_again(school, date(2027, 2, 10), 2)
        since = school.follow_ups.since(finding)
        assert since is not None and since.cell is not None and since.cell.hidden


def test_a_next_year_stands_beside_an_earlier_one(filled: Path) -> None:
    today = TODAY
    with School.open(filled, today=lambda: today) as school:
        finding = of_mathematics(school)
        today = date(2027, 11, 1)
        since = school.follow_ups.since(finding)
        assert since is not None and (since.lessons, since.cell) == ("2027-2028", None)
        assert school.follow_ups.since(replace(finding, indicator_key=None)) is None
        assert school.follow_ups.since(replace(finding, school_year="onzin")) is None


def test_what_a_filter_chose_can_not_be_asked_again(filled: Path) -> None:
    today = TODAY
    with School.open(filled, today=lambda: today) as school:
        finding = of_mathematics(school)
        today = date(2027, 11, 1)
        told = "Wiskunde: 6 lessen van 6 docenten. 12 lessen van 12 docenten, 2026-2027"
        whole = replace(finding, stands_on=f"{told}, zonder beoordelingsbezoeken.")
        assert school.follow_ups.since(whole) is not None
        chosen = replace(finding, stands_on=f"{told}, ronde 1, zonder beoordelingsbezoeken.")
        cluster = replace(whole, section_id=None, stands_on=whole.stands_on.replace("Wiskunde", "Exact"))
        for one in (chosen, cluster):
            since = school.follow_ups.since(one)
            assert since is not None and since.cell is None and "niet bewaard" in since.why


def noted(school: School, question: PictureFilter, group: str, key: str = "") -> FindingLine:
    """A finding about the first indicator in a row of this picture, as the window makes it."""
    picture = school.pictures.ask(question)
    row = next(one for one in (*picture.rows, picture.total) if key in (one.group.key, one.group.name))
    made = school.findings.add(
        *(FindingKind.DEVELOP, group, question.years[-1], row, picture.indicators[0].key, row.cells[0]),
        stands_on=f"{row.group.name}: {row.sentence}. {picture.sentence}",
        question=question,
    )
    return next(line for line in school.findings.all() if line.id == made)


def test_what_was_asked_is_asked_again_of_later_lessons(filled: Path) -> None:
    """A cluster, a department, a filter: the same row and choice of lessons, as far as it is told."""
    today = TODAY
    with School.open(filled, today=lambda: today) as school:
        flits = {Split.FORM: frozenset({"flits"})}
        exact = noted(school, PictureFilter((YEAR,), Grouping.CLUSTER), "Exact", "Exact")
        havo = noted(school, PictureFilter((YEAR,), Grouping.DEPARTMENT), "havo", "havo")
        short = noted(school, PictureFilter((YEAR,), wanted=flits), "flits", "Wiskunde")
        narrow = noted(
            school,
            PictureFilter((YEAR,), wanted=flits | {Split.PURPOSE: frozenset({"picture"})}),
            *("twee", "Wiskunde"),
        )
        assert exact.asked is not None and exact.asked.group == "Exact" and exact.section_id is None
        draft = school.cycles.draft_from(havo.id)
        assert havo.asked is not None
        assert (draft.section_id, draft.department_id) == (None, havo.asked.group)
        cycle = school.cycles.save(replace(draft, title="Havo"))
        assert school.cycles.line(cycle).indicators[0].baseline == havo.counts
        cycle = school.cycles.save(replace(school.cycles.draft_from(exact.id), title="Exact"))
        line = school.cycles.line(cycle)
        assert (line.scope, line.indicators[0].baseline) == ("cluster Exact", exact.counts)
        today = date(2027, 2, 15)
        school.rounds.save(RoundDraft("Ronde 2", date(2027, 2, 1), date(2027, 3, 1)))
        look_again(school, date(2027, 2, 10), 6)
        for one in (exact, short):
            since = school.follow_ups.since(one)
            assert since is not None and since.cell is not None and since.cell.tally is not None, one.text
            assert (since.lessons, since.cell.tally.scored) == ("Ronde 2, 2026-2027", 6)
        refused = school.follow_ups.since(narrow)
        assert refused is not None and refused.cell is None and "twee filters" in refused.why
        today = date(2027, 10, 15)
        look_again(school, date(2027, 10, 10), 5)
        for one in (exact, short, narrow):
            since = school.follow_ups.since(one)
            assert since is not None and (since.lessons, since.why) == ("2027-2028", "")


def test_what_nobody_can_ask_any_more_is_said() -> None:
    assert asked_from(None) is None and asked_from({}) is None
    whole = Asked(PictureFilter((YEAR,), wanted={Split.ROUND: frozenset({"b", "a"})}), "x")
    kept = asked_to(whole)
    assert kept["wanted"] == {"round": ["a", "b"]} and asked_from(kept) == whole
    for broken in ({"years": []}, {"years": ["onzin"]}, {"rows": "klas"}, {"wanted": {"weer": ["nat"]}}):
        assert asked_from(kept | broken) is None
    del kept["group"]
    assert asked_from(kept) is None


def test_words_are_kept_as_they_are_typed_and_undone_at_once(filled: Path) -> None:
    with School.open(filled, today=lambda: TODAY) as school:
        (finding,) = school.findings.all()
        for text in ("Te vaak stil. ", "Te vaak stil. W", "Te vaak stil. Wie denkt"):
            school.findings.write(finding.id, text)
        assert school.findings.all()[0].text == "Te vaak stil. Wie denkt"
        school.undo.undo()
        assert school.findings.all()[0].text == finding.text
