"""This file is the papers of a school: it gathers what a report says, and has it written as a PDF.

ReportLab is imported when the first paper is asked for; the window opens sooner without it.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from lesobs.domain.picture import Grouping, PictureFilter
from lesobs.domain.schoolyear import SchoolYear
from lesobs.services.files import replacing

if TYPE_CHECKING:
    from lesobs.reports.pack import Tell
    from lesobs.reports.planner import Paper
    from lesobs.services.school import School

EVERY_STANDARD = "alle standaarden"


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
        from lesobs.reports.section import write_sections
        from lesobs.services.packs import rows_named, section_report

        question = PictureFilter((year,), Grouping.CLUSTER if by_cluster else Grouping.SECTION)
        picture = self._pictures.ask(question)
        report = section_report(self._school, question, picture, rows_named(picture, names))
        with replacing(path) as half:
            write_sections(half, report)

    def discussion(self, year: SchoolYear, path: Path, *, by_cluster: bool = False) -> None:
        """The pack of all sections (or clusters) in a school year, on paper."""
        self.pack(
            PackChoice(PictureFilter((year,), Grouping.CLUSTER if by_cluster else Grouping.SECTION)), path
        )

    def pack(self, choice: PackChoice, path: Path, tell: "Tell | None" = None) -> None:
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
            write(half, report, tell)

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
