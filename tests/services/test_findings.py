"""Findings and their way, and lines from good lessons without names."""

from datetime import date, time
from pathlib import Path

import pytest

from lesobs.domain.activity import ActivityStatus
from lesobs.domain.cycle import Phase
from lesobs.domain.errors import RuleBroken
from lesobs.domain.finding import FindingKind, FindingState
from lesobs.services.calendar import ActivityDraft
from lesobs.services.school import School

FIRST = "op3.klimaat.sfeer"
SAID = "Minh wacht tien tellen in 3H2; dan schrijft de hele klas, ook bij Đặng achterin."


def test_a_finding_goes_from_talk_to_activity(school: School) -> None:
    finding = school.findings.conclude(FindingKind.DEVELOP, "Te vaak stil.", school.year, None, FIRST)
    (line,) = school.findings.all()
    assert (line.state, line.discussed_on) == (FindingState.DISCUSSED, school.today())
    draft = ActivityDraft(
        "Oefenen", Phase.DO, "OP3", date(2026, 12, 1), date(2026, 12, 2), finding_id=finding
    )
    activity = school.calendar.save(draft)
    assert school.findings.all()[0].state is FindingState.AGREED
    with pytest.raises(RuleBroken, match="blijft staan"):
        school.findings.remove(finding)
    school.calendar.set_status(activity, ActivityStatus.DONE)
    assert school.findings.all()[0].state is FindingState.DONE
    school.calendar.set_status(activity, ActivityStatus.DROPPED)
    assert school.findings.all()[0].state is FindingState.DISCUSSED
    school.findings.discuss(finding, None)
    assert school.findings.all()[0].state is FindingState.SEEN
    with pytest.raises(RuleBroken, match="latere datum"):
        school.findings.discuss(finding, date(2026, 1, 1))
    school.findings.change(finding, FindingKind.QUESTION, " Zien we dat vaker? ")
    assert (school.findings.all()[0].kind, school.findings.all()[0].text) == (
        FindingKind.QUESTION,
        "Zien we dat vaker?",
    )


def test_a_cycle_carries_its_finding_along(filled: Path) -> None:
    with School.open(filled, today=lambda: date(2026, 11, 23)) as school:
        (line,) = school.findings.all()
        assert line.state is FindingState.AGREED


def observed(school: School, visit: str) -> None:
    school.visits.start(visit)
    school.observing.score(visit, FIRST, 4)
    school.observing.explain(visit, FIRST, SAID)
    school.observing.add_note(visit, time(10, 42), "Marieke Doornbos ziet: iedereen doet mee.", FIRST)
    school.observing.add_note(visit, time(10, 43), "Losse aantekening zonder indicator.")
    school.visits.finish(visit)


def test_evidence_comes_without_names_and_classes(planned: tuple[School, str]) -> None:
    school, visit = planned
    observed(school, visit)
    assert set(school.good_lessons.evidence([school.year], FIRST)) == {
        "… wacht tien tellen in …; dan schrijft de hele klas, ook bij … achterin.",
        "… … ziet: iedereen doet mee.",
    }
    assert school.good_lessons.evidence([school.year.previous], FIRST) == []
    assert school.good_lessons.evidence([school.year], "op3.klimaat.veiligheid") == []
    school.observing.score(visit, FIRST, 2)
    assert school.good_lessons.evidence([school.year], FIRST) == []


def test_a_line_with_a_name_is_not_approved(planned: tuple[School, str]) -> None:
    school, _ = planned
    card = school.good_lessons.add(FIRST, SAID)
    assert school.good_lessons.mentions(card) == ["3H2", "Minh", "Đặng"]
    with pytest.raises(RuleBroken, match="3H2, Minh, Đặng"):
        school.good_lessons.approve(card)
    school.good_lessons.write(card, "De docent wacht tien tellen; dan schrijft de hele klas.")
    school.good_lessons.approve(card)
    (line,) = school.good_lessons.all()
    assert line.approved_on == school.today()
    school.good_lessons.write(card, "De docent wacht tien tellen.")
    assert school.good_lessons.all()[0].approved_on is None
    school.good_lessons.write(card, "  ")
    with pytest.raises(RuleBroken, match="Schrijf eerst"):
        school.good_lessons.approve(card)
    school.good_lessons.remove(card)
    school.undo.undo()
    assert len(school.good_lessons.all()) == 1
