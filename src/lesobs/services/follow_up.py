"""This file is what became of a finding: what hangs under it, and the same cell in the lessons since then."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from lesobs.domain import dutch
from lesobs.domain.errors import RuleBroken
from lesobs.domain.narrowing import Split
from lesobs.domain.picture import WITHOUT_APPRAISALS, Cell, Grouping, PictureFilter
from lesobs.domain.picture_building import place_of
from lesobs.domain.schoolyear import SchoolYear
from lesobs.domain.small_groups import WHOLE_SCHOOL
from lesobs.services.asked import Asked
from lesobs.services.calendar import ActivityLine, Calendar
from lesobs.services.cycles import CycleLine, Cycles
from lesobs.services.findings import FindingLine

if TYPE_CHECKING:
    from lesobs.services.picture_details import PictureDetails

MOST_SPLITS = 2
"""By how much at once a picture can be narrowed; a third tells of too few to be ever answered."""


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What hangs under a finding: its cycles, and the activities under it or under one of those."""

    cycles: tuple[CycleLine, ...]
    activities: tuple[ActivityLine, ...]


@dataclass(frozen=True, slots=True)
class Since:
    """The cell of a finding in later lessons. `lessons` says which; `cell` is None when there are none.
    `why` says why nothing can be told, and then there is no cell."""

    lessons: str = ""
    cell: Cell | None = None
    why: str = ""


class FollowUps:
    """What became of findings."""

    def __init__(
        self, calendar: Calendar, cycles: Cycles, details: "PictureDetails", today: Callable[[], date]
    ) -> None:
        self._calendar, self._cycles, self._details, self._today = calendar, cycles, details, today

    def of(self, finding_id: str) -> FollowUp:
        """What hangs under a finding, the oldest cycle and the first activity first."""
        cycles = [line for line in self._cycles.all() if finding_id in line.finding_ids]
        cycles.sort(key=lambda line: (line.closed_on is None, line.closed_on or date.max))
        return FollowUp(tuple(cycles), tuple(self._calendar.following(finding_id)))

    def since(self, finding: FindingLine) -> Since | None:
        """The same row, indicator and choice of lessons, in lessons that were not yet among the counts of the
        finding; None when it has no counts, or is about a year to come.

        That is the present school year when the finding is about an earlier one, and else the rounds that
        began after it: two counts that share lessons would tell of the few that came between.
        """
        if finding.indicator_key is None or not finding.counts.scored:
            return None
        try:
            asked = finding.asked or _asked_before(finding)
        except RuleBroken:  # a file that was written by hand
            return None
        if asked is None:
            return Since(why=_NOT_NOTED)
        now, about = SchoolYear.of(self._today()), asked.question.years[-1]
        if now < about:
            return None
        if now > about:
            return self._answer(finding, asked, _later(asked.question, now, None), now.name)
        rounds = [
            one for one in self._calendar.rounds(now) if finding.found_on < one.starts_on <= self._today()
        ]
        if not rounds:
            return Since(why=_NO_ROUND)
        question = _later(asked.question, now, frozenset(one.id for one in rounds))
        return self._answer(finding, asked, question, f"{dutch.listed(one.title for one in rounds)}, {now}")

    def _answer(self, finding: FindingLine, asked: Asked, question: PictureFilter, lessons: str) -> Since:
        _, wanted = place_of(question, asked.group)
        if len(wanted) > MOST_SPLITS:
            return Since(why=_TOO_NARROW)
        assert finding.indicator_key is not None
        cell, _ = self._details.told(question, asked.group, finding.indicator_key)
        return Since(lessons, None if cell.tally is not None and not cell.tally.scored else cell)


def _later(question: PictureFilter, year: SchoolYear, rounds: frozenset[str] | None) -> PictureFilter:
    """The same question about this year, in these rounds or the whole of it."""
    wanted = {split: labels for split, labels in question.wanted.items() if split is not Split.ROUND}
    return PictureFilter((year,), question.rows, wanted | ({Split.ROUND: rounds} if rounds else {}))


def _asked_before(finding: FindingLine) -> Asked | None:
    """What was asked for a finding of which nobody noted it: the plain picture of its year; None when its
    counts are of other rows than sections or of chosen lessons.

    What they stand on tells it, as the picture said it then: the group first, the filter before the end.
    """
    year = SchoolYear.named(finding.school_year)
    told, whole = finding.stands_on, finding.section_id is None
    of_other_rows = whole and not told.startswith(f"{WHOLE_SCHOOL}:")
    chosen = not told.endswith(f"{finding.school_year}, {WITHOUT_APPRAISALS}.")
    if told and (of_other_rows or chosen):
        return None
    return Asked(PictureFilter((year,), Grouping.SECTION), finding.section_id or WHOLE_SCHOOL)


_NO_ROUND = (
    "Er begon nog geen nieuwe ronde na deze bevinding. Lessen van dezelfde ronde tellen we niet apart: dan "
    "zouden de paar die erbij kwamen, uit te rekenen zijn."
)
_NOT_NOTED = (
    "Welke lessen in dit beeld gekozen waren, is bij deze bevinding niet bewaard. Daarom is niet opnieuw te "
    "tellen hoe het sindsdien gaat."
)
_TOO_NARROW = (
    "Deze bevinding komt uit een beeld met twee filters. Met een ronde erbij blijven er te weinig docenten "
    "over om cijfers te tonen; na de zomer kan het weer, over het hele jaar."
)
