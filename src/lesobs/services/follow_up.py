"""This file is what became of a finding: what hangs under it, and the same cell in the lessons since then."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from lesobs.domain import dutch
from lesobs.domain.errors import RuleBroken
from lesobs.domain.narrowing import Split
from lesobs.domain.picture import WITHOUT_APPRAISALS, Cell, Picture, PictureFilter
from lesobs.domain.schoolyear import SchoolYear
from lesobs.domain.small_groups import WHOLE_SCHOOL
from lesobs.services.calendar import ActivityLine, Calendar
from lesobs.services.cycles import CycleLine, Cycles
from lesobs.services.findings import FindingLine
from lesobs.services.pictures import Pictures


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What hangs under a finding: its cycles, and the activities under it or under one of those."""

    cycles: tuple[CycleLine, ...]
    activities: tuple[ActivityLine, ...]


@dataclass(frozen=True, slots=True)
class Since:
    """The cell of a finding in later lessons. `lessons` says which; `cell` is None when there are none."""

    lessons: str
    cell: Cell | None


class FollowUps:
    """What became of findings."""

    def __init__(
        self, calendar: Calendar, cycles: Cycles, pictures: Pictures, today: Callable[[], date]
    ) -> None:
        self._calendar, self._cycles, self._pictures, self._today = calendar, cycles, pictures, today

    def of(self, finding_id: str) -> FollowUp:
        """What hangs under a finding, the oldest cycle and the first activity first."""
        cycles = [line for line in self._cycles.all() if line.finding_id == finding_id]
        cycles.sort(key=lambda line: (line.closed_on is None, line.closed_on or date.max))
        return FollowUp(tuple(cycles), tuple(self._calendar.following(finding_id)))

    def since(self, finding: FindingLine) -> Since | None:
        """The same section and indicator in lessons that were not yet among the counts of the finding; None
        when it has no counts, came from a filtered picture, or there was no new round since.

        That is the present school year when the finding is about an earlier one, and else the rounds that
        began after it: two counts that share lessons would tell of the few that came between.
        """
        try:
            about = SchoolYear.named(finding.school_year)
        except RuleBroken:  # a file that was written by hand
            return None
        now = SchoolYear.of(self._today())
        if finding.indicator_key is None or not finding.counts.scored or now < about or _narrowed(finding):
            return None
        if now > about:
            return self._answer(finding, PictureFilter((now,)), now.name)
        later = [
            one for one in self._calendar.rounds(now) if finding.found_on < one.starts_on <= self._today()
        ]
        if not later:
            return None
        question = PictureFilter((now,), wanted={Split.ROUND: frozenset(one.id for one in later)})
        return self._answer(finding, question, f"{dutch.listed(one.title for one in later)}, {now}")

    def _answer(self, finding: FindingLine, question: PictureFilter, lessons: str) -> Since:
        return Since(lessons, cell_of(self._pictures.ask(question), finding))


def _narrowed(finding: FindingLine) -> bool:
    """Whether the counts are of other rows than sections or of chosen lessons, so that nobody can ask again.

    What they stand on tells it, as the picture said it then: the group first, the filter before the end.
    """
    told = finding.stands_on
    of_other_rows = finding.section_id is None and not told.startswith(f"{WHOLE_SCHOOL}:")
    return bool(told) and (
        of_other_rows or not told.endswith(f"{finding.school_year}, {WITHOUT_APPRAISALS}.")
    )


def cell_of(picture: Picture, finding: FindingLine) -> Cell | None:
    """The cell of a picture by section that a finding is about; None when nothing was scored there."""
    rows = (picture.total,) if finding.section_id is None else picture.rows
    wanted = finding.section_id or picture.total.group.key
    row = next((row for row in rows if row.group.key == wanted), None)
    keys = [indicator.key for indicator in picture.indicators]
    if row is None or finding.indicator_key not in keys:
        return None
    cell = row.cells[keys.index(finding.indicator_key)]
    return None if cell.tally is not None and not cell.tally.scored else cell
