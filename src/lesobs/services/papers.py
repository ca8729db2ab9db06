"""This file is the papers of a school: it gathers what a report says, and has it written as a PDF.

ReportLab is imported when the first paper is asked for; the window opens sooner without it.
"""

from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

from lesobs.domain import dutch
from lesobs.domain.errors import RuleBroken
from lesobs.domain.instrument import kind_word
from lesobs.domain.picture import Picture, PictureRow
from lesobs.domain.schoolyear import SchoolDays, SchoolYear
from lesobs.domain.visit import VisitState
from lesobs.services.calendar import Calendar
from lesobs.services.debriefs import DebriefDetail, Debriefs
from lesobs.services.files import replacing
from lesobs.services.people import People
from lesobs.services.pictures import Pictures
from lesobs.services.visits import VisitDetail, Visits

if TYPE_CHECKING:
    from lesobs.reports.planner import Paper
    from lesobs.reports.scores import PartScores
    from lesobs.reports.visit import Agreement, VisitReport
    from lesobs.services.school import SchoolSettings

EVERY_STANDARD = "alle standaarden"


class Papers:
    """Writes the PDFs. Every method raises RuleBroken with the reason when that can't be done; a file that
    was there already is replaced only by a whole one."""

    def __init__(
        self,
        settings: "Callable[[], SchoolSettings]",
        people: People,
        visits: Visits,
        debriefs: Debriefs,
        pictures: Pictures,
        calendar: Calendar,
        today: Callable[[], date],
    ) -> None:
        self._settings, self._people, self._visits, self._debriefs = settings, people, visits, debriefs
        self._pictures, self._calendar, self._today = pictures, calendar, today

    def visit(self, visit_id: str, path: Path) -> None:
        """The report of one visit, for the teacher."""
        from lesobs.reports.visit import write_visit

        with replacing(path) as half:
            write_visit(half, self._visit_report(visit_id))

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

    def _visit_report(self, visit_id: str) -> "VisitReport":
        from lesobs.reports.visit import VisitNote, VisitReport

        visit, talk, settings = self._visits.get(visit_id), self._debriefs.get(visit_id), self._settings()
        line, year = visit.line, SchoolYear.of(visit.line.held_on)
        teacher = next(one for one in self._people.teachers(also_left=True) if one.id == line.teacher_id)
        observer = next(one for one in self._people.persons(also_left=True) if one.id == line.observer_id)
        codes = {one.key: one for one in visit.instrument.indicators}
        look_again_at = codes.get(talk.next_step_indicator or "")
        return VisitReport(
            school=settings.name,
            year=year.name,
            teacher=teacher.name,
            teacher_short=teacher.first_name or teacher.name,
            observer=observer.name,
            observer_short=observer.name.split()[0],
            observer_function=observer.function,
            section=line.section,
            class_group=line.class_group,
            pupils=visit.pupils,
            held_on=line.held_on,
            lesson_hour=line.lesson_hour,
            starts=_clock(visit.started_at, line.held_on),
            ends=_clock(visit.finished_at, line.held_on),
            instrument=kind_word(line.kind),
            announced=line.announced,
            purpose=line.purpose,
            focus_question=line.focus_question,
            discussed_on=talk.held_on,
            school_days_later=self._days_later(visit, talk),
            strength=talk.strength,
            teacher_view=talk.teacher_view,
            observer_view=talk.observer_view,
            next_step=talk.next_step,
            agreements=_agreements(talk),
            look_again_on=talk.look_again_on,
            look_again_at=look_again_at.title.lower() if look_again_at else "",
            reaction=talk.reaction,
            notes=tuple(
                VisitNote(note.at, note.text, codes[note.indicator_key].code if note.indicator_key else "")
                for note in visit.notes
                if note.text.strip()
            ),
            parts=_parts(visit),
            settled=line.state is VisitState.SETTLED,
            version=visit.version,
            keep_until=SchoolYear(year.start + settings.retention_years).last_day,
            printed_on=self._today(),
        )

    def _days_later(self, visit: VisitDetail, talk: DebriefDetail) -> int | None:
        if talk.held_on is None:
            return None
        return SchoolDays(self._calendar.holidays()).after(visit.line.held_on, talk.held_on)


def _clock(moment: datetime | None, held_on: date) -> time | None:
    """The clock time of the classroom; None when it was written down on another day than the lesson."""
    local = dutch.local(moment) if moment else None
    return local.time() if local is not None and local.date() == held_on else None


def _agreements(talk: DebriefDetail) -> "tuple[Agreement, ...]":
    from lesobs.reports.visit import Agreement

    return (Agreement(talk.agreement, talk.help),) if talk.agreement.strip() else ()


def _parts(visit: VisitDetail) -> "tuple[PartScores, ...]":
    from lesobs.reports.scores import PartScores, ScoreLine

    return tuple(
        PartScores(
            part.title,
            tuple(
                ScoreLine(
                    one.code,
                    one.title,
                    visit.ratings[one.key].level,
                    visit.ratings[one.key].explanation,
                )
                for one in indicators
            ),
        )
        for part, indicators in visit.instrument.parts()
    )
