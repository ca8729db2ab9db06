"""What a team concluded, and what it agreed about it: one action, in the calendar at once."""

from datetime import date

import pytest

from lesobs.domain.activity import ActivityStatus
from lesobs.domain.cycle import Phase
from lesobs.domain.errors import RuleBroken
from lesobs.domain.finding import FindingKind, FindingState
from lesobs.services.findings import Agreed
from lesobs.services.people import PersonDraft, SectionDraft
from lesobs.services.school import School

FIRST = "op3.klimaat.sfeer"


def test_a_conclusion_with_an_agreement_is_one_action(school: School) -> None:
    section = school.people.save_section(SectionDraft("Wiskunde", "Exact"))
    owner = school.people.save_person(PersonDraft("Łukasz Żak", "sectievoorzitter", None))
    until = date(2027, 1, 18)
    school.findings.conclude(
        FindingKind.DEVELOP, "Eerst opschrijven.", school.year, section, FIRST, Agreed(until, owner)
    )
    (line,) = school.findings.concluded_today()
    (activity,) = school.calendar.activities(school.year)
    assert (line.section, line.state) == ("Wiskunde", FindingState.AGREED)
    assert (activity.title, activity.owner, activity.section) == (
        "Eerst opschrijven.",
        "Łukasz Żak",
        "Wiskunde",
    )
    assert (activity.starts_on, activity.ends_on) == (school.today(), until)
    assert (activity.phase, activity.standard, activity.description) == (Phase.DO, "OP3", "")
    assert activity.follows == "bevinding: Eerst opschrijven."
    school.undo.undo()
    assert school.findings.all() == [] and school.calendar.activities(school.year) == []
    school.undo.redo()
    assert len(school.findings.all()) == len(school.calendar.activities(school.year)) == 1


def test_a_long_text_is_whole_in_the_description(school: School) -> None:
    text = "Een regel.\n" + "woord " * 80
    school.findings.conclude(FindingKind.QUESTION, text, school.year, None, None, Agreed(school.today()))
    (activity,) = school.calendar.activities(school.year)
    assert activity.description == text.strip()
    assert activity.title.startswith("Een regel. woord") and activity.title.endswith("…")


@pytest.mark.parametrize(("until", "why"), [(date(2026, 11, 22), "al geweest"), (date(206, 1, 1), "206")])
def test_an_impossible_day_writes_nothing(school: School, until: date, why: str) -> None:
    with pytest.raises(RuleBroken, match=why):
        school.findings.conclude(FindingKind.DEVELOP, "Iets.", school.year, None, None, Agreed(until))
    assert school.findings.all() == []


def test_without_an_agreement_there_is_no_activity(school: School) -> None:
    first = school.findings.conclude(FindingKind.STRENGTH, "Rust.", school.year, None, FIRST)
    second = school.findings.conclude(FindingKind.STRENGTH, "Orde.", school.year, None, FIRST)
    assert [line.id for line in school.findings.concluded_today()] == [first, second]
    assert school.calendar.activities(school.year) == []


def test_a_conclusion_is_taken_back_with_its_agreement_until_that_has_begun(school: School) -> None:
    agreed = Agreed(date(2027, 1, 18))
    first, second = (
        school.findings.conclude(FindingKind.DEVELOP, text, school.year, None, FIRST, agreed)
        for text in ("Eerste.", "Tweede.")
    )
    school.findings.take_back(first)
    (activity,) = school.calendar.activities(school.year)
    assert activity.title == "Tweede."
    school.calendar.set_status(activity.id, ActivityStatus.DOING)
    with pytest.raises(RuleBroken, match="al mee begonnen"):
        school.findings.take_back(second)
    school.undo.undo()
    school.undo.undo()
    assert {line.text for line in school.findings.all()} == {"Eerste.", "Tweede."}
    assert len(school.calendar.activities(school.year)) == 2
