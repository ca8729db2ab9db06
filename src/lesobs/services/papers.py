"""This file is the papers of a school: it gathers what a report says, and has it written as a PDF.

ReportLab is imported when the first paper is asked for; the window opens sooner without it.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from lesobs.domain import dutch
from lesobs.domain.errors import RuleBroken
from lesobs.domain.picture import Picture, PictureRow
from lesobs.domain.schoolyear import SchoolYear
from lesobs.services.files import replacing

if TYPE_CHECKING:
    from lesobs.reports.planner import Paper
    from lesobs.services.school import School

EVERY_STANDARD = "alle standaarden"


class Papers:
    """Writes the PDFs. Every method raises RuleBroken with the reason when that can't be done; a file that
    was there already is replaced only by a whole one."""

    def __init__(self, school: "School") -> None:
        self._school = school
        self._settings, self._today = school.settings, school.today
        self._pictures, self._calendar = school.pictures, school.calendar

    def visit(self, visit_id: str, path: Path, version: int | None = None) -> None:
        """The report of one visit, for the teacher; with `version` as it was settled before it was reopened.

        For both halves of a duo-visit it is the same report.
        """
        from lesobs.reports.visit import write_visit
        from lesobs.services.visit_papers import visit_report

        report = visit_report(self._school, visit_id, version)
        with replacing(path) as half:
            write_visit(half, report)

    def form(self, instrument_id: str, path: Path, *, visit_id: str | None = None, own: bool = False) -> None:
        """A blank form to observe on paper, with the facts of a visit filled in if one is given; `own` is the
        page on which a teacher scores the own lesson."""
        from lesobs.reports.form import write_form
        from lesobs.services.visit_papers import blank_form

        form = blank_form(self._school, instrument_id, visit_id, own=own)
        with replacing(path) as half:
            write_form(half, form)

    def sections(
        self, year: SchoolYear, names: tuple[str, ...], path: Path, *, by_cluster: bool = False
    ) -> None:
        """A page for each of these sections (or clusters), or for the whole school by its own name."""
        picture = self._pictures.picture(year, by_cluster=by_cluster)
        rows = tuple(self._row(picture, name) for name in names)
        self._write_sections(picture, rows, path, pack=False, by_cluster=by_cluster)

    def discussion(self, year: SchoolYear, path: Path, *, by_cluster: bool = False) -> None:
        """The pack for a team talk: how to read it, the heat map, and a page for every group."""
        picture = self._pictures.picture(year, by_cluster=by_cluster)
        self._write_sections(picture, (*picture.rows, picture.total), path, pack=True, by_cluster=by_cluster)

    def planner(self, year: SchoolYear, path: Path, *, paper: "Paper" = "A3") -> None:
        """The quality calendar of one school year, wide."""
        from lesobs.reports.planner import PlannerReport, write_planner
        from lesobs.reports.planner_layout import PlannerActivity

        settings = self._settings()
        report = PlannerReport(
            school=settings.name,
            year=year,
            region_word=settings.region.word,
            activities=tuple(
                PlannerActivity(
                    title=line.title,
                    phase=line.phase,
                    starts_on=line.starts_on,
                    ends_on=line.ends_on,
                    owner=line.owner,
                    owner_function=line.owner_function,
                    overdue=line.overdue,
                    done=not line.status.open,
                )
                for line in self._calendar.activities(year)
            ),
            holidays=self._calendar.holidays(),
            printed_on=self._today(),
            standards_sentence=EVERY_STANDARD,
        )
        with replacing(path) as half:
            write_planner(half, report, paper)

    def activities(self, year: SchoolYear, path: Path) -> None:
        """The activities of one school year as a list per owner."""
        from lesobs.reports.activities import ActivitiesReport, ActivityLine, write_activities

        report = ActivitiesReport(
            school=self._settings().name,
            year=year,
            lines=tuple(
                ActivityLine(
                    title=line.title,
                    phase=line.phase,
                    standard=line.standard,
                    starts_on=line.starts_on,
                    ends_on=line.ends_on,
                    status=line.status,
                    overdue=line.overdue,
                    owner=line.owner,
                    owner_function=line.owner_function,
                    follows_from=line.follows,
                )
                for line in self._calendar.activities(year)
            ),
            printed_on=self._today(),
            standards_sentence=EVERY_STANDARD,
        )
        with replacing(path) as half:
            write_activities(half, report)

    def _write_sections(
        self, picture: Picture, rows: tuple[PictureRow, ...], path: Path, *, pack: bool, by_cluster: bool
    ) -> None:
        from lesobs.reports.section import SectionReport, write_sections

        rounds = [line.title.lower() for line in self._calendar.rounds(SchoolYear.named(picture.year))]
        report = SectionReport(
            school=self._settings().name,
            picture=picture,
            rows=rows,
            pack=pack,
            printed_on=self._today(),
            rounds=dutch.listed(rounds),
            by_cluster=by_cluster,
        )
        with replacing(path) as half:
            write_sections(half, report)

    def _row(self, picture: Picture, name: str) -> PictureRow:
        row = picture.row(name)
        if row is None:
            known = dutch.listed(row.group.name for row in (*picture.rows, picture.total))
            raise RuleBroken(f"‘{name}’ heeft geen lessen in {picture.year}. Wel te kiezen: {known}.")
        return row
