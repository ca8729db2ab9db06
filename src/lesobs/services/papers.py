"""This file is the papers of a school: it gathers what a report says, and has it written as a PDF.

ReportLab is imported when the first paper is asked for; the window opens sooner without it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from lesobs.domain.picture import Grouping, PictureFilter
from lesobs.domain.schoolyear import SchoolYear
from lesobs.services.files import replacing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lesobs.reports.activities import By
    from lesobs.reports.pack import Tell
    from lesobs.reports.planner import Paper
    from lesobs.services.calendar_choice import CalendarChoice
    from lesobs.services.calendar_papers import RowsBy
    from lesobs.services.hand_over import Choices
    from lesobs.services.round_rows import PlannedVisit
    from lesobs.services.school import School


@dataclass(frozen=True, slots=True)
class PackChoice:
    """What a pack is about: a picture and the keys of its groups, None is all.

    `project`: to show on a wall, instead of on paper.
    """

    question: PictureFilter
    groups: frozenset[str] | None = None
    project: bool = False


class Papers:
    """Writes the PDFs. Every method raises RuleBroken with the reason when that can't be done; a file that
    was there already is replaced only by a whole one. Each gives the signs that can't be printed and stand on
    paper as a box; mostly "".
    """

    def __init__(self, school: School) -> None:
        self._school = school

    def visit(self, visit_id: str, path: Path, version: int | None = None) -> str:
        """The report of one visit, for the teacher; with `version` as it was settled before it was reopened.

        For both halves of a duo-visit it is the same report.
        """
        from lesobs.reports.visit import write_visit
        from lesobs.services.visit_papers import visit_report

        report = visit_report(self._school, visit_id, version)
        with replacing(path) as half:
            return write_visit(half, report).missing

    def form(self, instrument_id: str, path: Path, *, visit_id: str | None = None, own: bool = False) -> str:
        """A blank form to observe on paper, with the facts of a visit filled in if one is given; `own` is the
        page on which a teacher scores the own lesson."""
        from lesobs.reports.form import write_form
        from lesobs.services.visit_papers import blank_form

        form = blank_form(self._school, instrument_id, visit_id, own=own)
        with replacing(path) as half:
            return write_form(half, form).missing

    def sections(
        self, year: SchoolYear, names: tuple[str, ...], path: Path, *, by_cluster: bool = False
    ) -> str:
        """A page for each of these sections (or clusters), or for the whole school by its own name."""
        from lesobs.reports.section import write_sections
        from lesobs.services.packs import rows_named, section_report

        question = PictureFilter((year,), Grouping.CLUSTER if by_cluster else Grouping.SECTION)
        picture = self._school.pictures.ask(question)
        report = section_report(self._school, question, picture, rows_named(picture, names))
        with replacing(path) as half:
            return write_sections(half, report).missing

    def discussion(self, year: SchoolYear, path: Path, *, by_cluster: bool = False) -> str:
        """The pack of all sections (or clusters) in a school year, on paper."""
        return self.pack(
            PackChoice(PictureFilter((year,), Grouping.CLUSTER if by_cluster else Grouping.SECTION)), path
        )

    def pack(self, choice: PackChoice, path: Path, tell: Tell | None = None) -> str:
        """The pack for a team talk: how to read it, the heat map, a page for every group, the agreements.

        `tell` hears how far it is, and may raise to stop it.
        """
        from lesobs.services.packs import pack_report

        report = pack_report(self._school, choice)
        if choice.project:
            from lesobs.reports.pack_slides import write_slides as write
        else:
            from lesobs.reports.pack import write_pack as write
        with replacing(path) as half:
            return write(half, report, tell).missing

    def planner(
        self,
        year: SchoolYear,
        path: Path,
        *,
        paper: Paper = "A3",
        choice: CalendarChoice | None = None,
        rows_by: RowsBy = "owner",
    ) -> str:
        """The quality calendar of one school year, wide; all of it, or what was chosen."""
        from lesobs.reports.planner import write_planner
        from lesobs.services.calendar_papers import planner_report

        report = planner_report(self._school, year, choice or self._whole(year), rows_by)
        with replacing(path) as half:
            return write_planner(half, report, paper).missing

    def month(
        self,
        month: date,
        path: Path,
        choice: CalendarChoice | None = None,
        visits: Iterable[PlannedVisit] | None = None,
    ) -> str:
        """A month of the calendar, by its first day, on a wide A4; all of it, or what was chosen. Of planned
        visits it says how many a day has: of these, else of all beside all activities."""
        from lesobs.reports.month import write_month
        from lesobs.services.calendar_papers import month_report

        choice = choice or self._school.choices.choose()
        if visits is None:
            year, planned = SchoolYear.of(month), self._school.rounds.planned
            visits = [] if choice.words else [*planned(year), *planned(year.next)]
        with replacing(path) as half:
            return write_month(half, month_report(self._school, month, choice, visits)).missing

    def activities(
        self, year: SchoolYear, path: Path, *, by: By = "owner", choice: CalendarChoice | None = None
    ) -> str:
        """The activities of one school year as a list per owner or standard; all, or what was chosen."""
        from lesobs.reports.activities import write_activities
        from lesobs.services.calendar_papers import activities_report

        report = activities_report(self._school, year, choice or self._whole(year), by)
        with replacing(path) as half:
            return write_activities(half, report).missing

    def cycle(self, cycle_id: str, path: Path) -> str:
        """The improvement plan of one cycle, on one A4."""
        from lesobs.reports.cycle import write_cycle
        from lesobs.services.cycle_papers import cycle_report

        report = cycle_report(self._school, cycle_id)
        with replacing(path) as half:
            return write_cycle(half, report).missing

    def hand_over(self, person_id: str, path: Path, choices: Choices | None = None) -> str:
        """All that one person holds, for who takes it over; with what was chosen so far."""
        from lesobs.reports.hand_over import write_hand_over
        from lesobs.services.hand_over_papers import hand_over_report

        report = hand_over_report(self._school, person_id, choices or {})
        with replacing(path) as half:
            return write_hand_over(half, report).missing

    def poster(self, path: Path, choice: CalendarChoice | None = None) -> str:
        """The board of this week for the wall, on A3: what is open and near per phase, and what worked."""
        from lesobs.reports.poster import write_poster
        from lesobs.services.calendar_papers import poster_report

        report = poster_report(self._school, choice or self._whole(self._school.year))
        with replacing(path) as half:
            return write_poster(half, report).missing

    def calibration(self, first_on: date, last_on: date, path: Path) -> str:
        """One page for a calibration session: where observers differ most, and room for what they agree."""
        from lesobs.reports.calibration import CalibrationReport, write_calibration

        found = self._school.agreement.calibration(first_on, last_on)
        name = self._school.settings().name
        with replacing(path) as half:
            return write_calibration(half, CalibrationReport(name, found, self._school.today())).missing

    def _whole(self, year: SchoolYear) -> CalendarChoice:
        from lesobs.services.calendar_choice import CalendarChoice

        return CalendarChoice(tuple(self._school.calendar.activities(year)))
