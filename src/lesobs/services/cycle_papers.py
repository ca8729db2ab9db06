"""This file is gathering what the paper of one cycle says."""

from typing import TYPE_CHECKING

from lesobs.domain import dutch
from lesobs.domain.activity import ActivityStatus
from lesobs.domain.cycle import turn_words
from lesobs.services.cycles import Turn

if TYPE_CHECKING:
    from lesobs.reports.cycle import CycleReport
    from lesobs.services.school import School


def cycle_report(school: "School", cycle_id: str) -> "CycleReport":
    """The turn that was asked for, with how the ones before it ended. Raises RuleBroken when it is gone."""
    from lesobs.reports.cycle import CycleActivity, CycleReport

    line = school.cycles.line(cycle_id)
    turns = school.cycles.turns(cycle_id)
    number = next(turn.number for turn in turns if turn.line.id == cycle_id)
    finding = next((one for one in school.findings.all() if one.id == line.finding_id), None)
    return CycleReport(
        school=school.settings().name,
        title=line.title,
        scope=line.scope,
        standard=line.standard,
        indicator=_indicator(school, line.indicator_key),
        number=number,
        owner=line.owner,
        deputy=line.deputy,
        finding=finding.text if finding else "",
        finding_about=f"{dutch.day(finding.found_on)}, {finding.kind.word}" if finding else "",
        goal=line.goal,
        baseline=line.baseline,
        baseline_about=line.stands_on or (finding.school_year if finding else ""),
        target_percent=line.target_percent,
        activities=tuple(
            CycleActivity(one.title, one.phase, one.owner, one.starts_on, one.ends_on, one.status)
            for one in school.calendar.of_cycle(cycle_id)
            if one.status is not ActivityStatus.DROPPED
        ),
        check_on=line.check_on,
        check_reason=line.check_reason,
        look=school.cycle_looks.of(cycle_id),
        phase=line.phase,
        outcome=line.outcome,
        reason=line.reason,
        closed_on=line.closed_on,
        printed_on=school.today(),
        history=tuple(_ended(turn) for turn in turns if turn.number < number),
    )


def _indicator(school: "School", key: str | None) -> str:
    """Its code and title, in the words of the newest kijkwijzer that has it."""
    for line in school.instruments.all(retired=True):
        for indicator in school.instruments.get(line.id).indicators:
            if indicator.key == key:
                return f"{indicator.code} {indicator.title}"
    return ""


def _ended(turn: Turn) -> str:
    """`Eerste ronde: bijgesteld op vr 11 dec 2026. De exitvraag werkte, …`"""
    line = turn.line
    if line.outcome is None or line.closed_on is None:
        return turn_words(turn.number).capitalize()
    ended = f"{turn_words(turn.number).capitalize()}: {line.outcome.word} op {dutch.day(line.closed_on)}."
    return f"{ended} {' '.join(line.reason.split())}".strip()
