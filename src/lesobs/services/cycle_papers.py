"""This file is gathering what the paper of one cycle says."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from lesobs.domain import dutch
from lesobs.domain.activity import ActivityStatus
from lesobs.domain.cycle import turn_words
from lesobs.services.cycles import CycleIndicator, Turn
from lesobs.services.findings import FindingLine

if TYPE_CHECKING:
    from lesobs.reports.cycle import CycleReport
    from lesobs.services.school import School


def cycle_report(school: "School", cycle_id: str) -> "CycleReport":
    """The turn that was asked for, with how the ones before it ended. Raises RuleBroken when it is gone."""
    from lesobs.reports.cycle import CycleActivity, CycleReport
    from lesobs.reports.cycle_measures import CycleAim

    line = school.cycles.line(cycle_id)
    turns = school.cycles.turns(cycle_id)
    number = next(turn.number for turn in turns if turn.line.id == cycle_id)
    found = {one.id: one for one in school.findings.all()}
    return CycleReport(
        school=school.settings().name,
        title=line.title,
        scope=line.scope,
        whom=line.whom,
        standard=line.standard,
        number=number,
        owner=line.owner,
        deputy=line.deputy,
        findings=tuple(
            (one.text, f"{dutch.day(one.found_on)}, {one.kind.word}")
            for finding_id in line.finding_ids
            if (one := found.get(finding_id)) is not None
        ),
        goal=line.goal,
        aims=tuple(
            CycleAim(one.words, one.baseline, one.stands_on or _year_of(one, found), one.target_percent)
            for one in line.indicators
        ),
        activities=tuple(
            CycleActivity(one.title, one.phase, one.owner, one.starts_on, one.ends_on, one.status)
            for one in school.calendar.of_cycle(cycle_id)
            if one.status is not ActivityStatus.DROPPED
        ),
        check_on=line.check_on,
        check_reason=line.check_reason,
        looks=school.cycle_looks.of(cycle_id),
        phase=line.phase,
        outcome=line.outcome,
        reason=line.reason,
        closed_on=line.closed_on,
        printed_on=school.today(),
        history=tuple(_ended(turn) for turn in turns if turn.number < number),
    )


def _year_of(indicator: CycleIndicator, findings: Mapping[str, FindingLine]) -> str:
    """The school year of the finding that counts came from, where nothing else says what they are made of."""
    found = findings.get(indicator.finding_id or "")
    return found.school_year if found is not None and indicator.baseline.scored else ""


def _ended(turn: Turn) -> str:
    """`Eerste ronde: bijgesteld op vr 11 dec 2026. De exitvraag werkte, …`"""
    line = turn.line
    if line.outcome is None or line.closed_on is None:
        return turn_words(turn.number).capitalize()
    ended = f"{turn_words(turn.number).capitalize()}: {line.outcome.word} op {dutch.day(line.closed_on)}."
    return f"{ended} {' '.join(line.reason.split())}".strip()
