"""This file is what the papers of a visit say: its report, and a blank form with what is known beforehand."""

from dataclasses import replace
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from lesobs.domain import dutch
from lesobs.domain.instrument import kind_word
from lesobs.domain.schoolyear import SchoolDays, SchoolYear
from lesobs.domain.time_on_task import TaskPoint
from lesobs.domain.visit import VisitState
from lesobs.reports.form import Form, FormFacts
from lesobs.reports.scores import PartScores, ScoreLine
from lesobs.reports.visit_report import Agreement, VisitNote, VisitReport
from lesobs.services.debriefs import DebriefDetail
from lesobs.services.visit_detail import VisitDetail

if TYPE_CHECKING:
    from lesobs.services.school import School


def visit_report(school: "School", visit_id: str, version: int | None = None) -> VisitReport:
    """The report of a visit, or of a version of it that was opened again later; for half a duo-visit that of
    both, once both observers have finished. Raises RuleBroken when the visit or version is not there."""
    duo = school.duos.of(visit_id)
    lesson_id = duo.first.id if duo else visit_id
    if version is None:
        visit, talk = school.visits.get(lesson_id), school.debriefs.get(lesson_id)
        second = school.visits.get(duo.second.id) if duo and duo.open_to_each_other else None
    else:
        visit, talk = school.versions.get(lesson_id, version)
        kept = {line.number for line in school.versions.of(duo.second.id)} if duo else set()
        second = school.versions.get(duo.second.id, version)[0] if duo and version in kept else None
    report = _report(school, visit, talk)
    if second is not None:
        report = _with_second(school, report, visit, second)
    return replace(report, reopened=version is not None)


def blank_form(
    school: "School", instrument_id: str, visit_id: str | None = None, *, own: bool = False
) -> Form:
    """The form of an instrument; with a visit, what is known of that is filled in."""
    return Form(
        school=school.settings().name,
        instrument=school.instruments.get(instrument_id),
        printed_on=school.today(),
        facts=_facts(school.visits.get(visit_id)) if visit_id else FormFacts(),
        own=own,
    )


def _facts(visit: VisitDetail) -> FormFacts:
    line = visit.line
    return FormFacts(
        teacher=line.teacher,
        section=line.section,
        class_group=line.class_group,
        held_on=line.held_on,
        lesson_hour=line.lesson_hour,
        observer=line.observer,
        focus_question=line.focus_question,
        pupils=visit.pupils,
    )


def _report(school: "School", visit: VisitDetail, talk: DebriefDetail) -> VisitReport:
    line, settings, year = visit.line, school.settings(), SchoolYear.of(visit.line.held_on)
    indicators = {one.key: one for one in visit.instrument.indicators}
    look_again_at = indicators.get(talk.next_step_indicator or "")
    teacher_short, observer_short = _shorts(school, visit, line.observer)
    starts, ends = _watched(visit)
    return VisitReport(
        school=settings.name,
        year=year.name,
        teacher=line.teacher,
        teacher_short=teacher_short,
        observer=line.observer,
        observer_short=observer_short,
        observer_function=_function(school, line.observer_id),
        section=line.section,
        class_group=line.class_group,
        pupils=visit.pupils,
        held_on=line.held_on,
        lesson_hour=line.lesson_hour,
        starts=starts,
        ends=ends,
        instrument=kind_word(line.kind),
        announced=line.announced,
        purpose=line.purpose,
        focus_question=line.focus_question,
        discussed_on=talk.held_on,
        school_days_later=_days_later(school, visit, talk),
        strength=talk.strength,
        teacher_view=talk.teacher_view,
        observer_view=talk.observer_view,
        next_step=talk.next_step,
        agreements=_agreements(talk),
        look_again_on=talk.look_again_on,
        look_again_at=look_again_at.title.lower() if look_again_at else "",
        reaction=talk.reaction,
        notes=_notes(visit),
        parts=_parts(visit),
        settled=line.state is VisitState.SETTLED,
        version=visit.version,
        keep_until=SchoolYear(year.start + settings.retention_years).last_day,
        printed_on=school.today(),
        counts=_counts(visit),
    )


def _with_second(
    school: "School", report: VisitReport, visit: VisitDetail, second: VisitDetail
) -> VisitReport:
    """The report with what the second observer of a duo-visit scored, wrote and counted."""
    names = visit.line.observer, second.line.observer
    teacher_short, first_short, second_short = _shorts(school, visit, *names)
    notes = [*_notes(visit, first_short), *_notes(second, second_short)]
    return replace(
        report,
        teacher_short=teacher_short,
        observer_short=first_short,
        second_observer=second.line.observer,
        second_short=second_short,
        notes=tuple(sorted(notes, key=lambda note: note.at)),
        parts=_parts(visit, second),
        counts=max(_counts(visit), _counts(second), key=len),
    )


def _shorts(school: "School", visit: VisitDetail, *observers: str) -> tuple[str, ...]:
    """First names of the teacher and the observers; whole names when two of them are called the same."""
    known = {one.id: one.first_name for one in school.people.teachers(also_left=True)}
    teacher = visit.line.teacher
    shorts = (known.get(visit.line.teacher_id) or teacher, *(name.split()[0] for name in observers))
    return shorts if len(set(shorts)) == len(shorts) else (teacher, *observers)


def _function(school: "School", person_id: str) -> str:
    persons = school.people.persons(also_left=True)
    return next((one.function for one in persons if one.id == person_id), "")


def _days_later(school: "School", visit: VisitDetail, talk: DebriefDetail) -> int | None:
    if talk.held_on is None:
        return None
    return SchoolDays(school.calendar.holidays()).after(visit.line.held_on, talk.held_on)


def _watched(visit: VisitDetail) -> tuple[time | None, time | None]:
    """From when till when it was watched, on the clock of the classroom; None when that is not known since it
    was entered afterwards: on another day, or everything that was seen lies before it was begun."""
    starts, ends = (_clock(one, visit.line.held_on) for one in (visit.started_at, visit.finished_at))
    seen = [*(note.at for note in visit.notes), *(count.at for count in visit.counts)]
    return (None, None) if starts and seen and max(seen) < starts else (starts, ends)


def _clock(moment: datetime | None, day: date) -> time | None:
    local = dutch.local(moment) if moment else None
    return local.time() if local is not None and local.date() == day else None


def _agreements(talk: DebriefDetail) -> tuple[Agreement, ...]:
    until = f"tot {dutch.day(talk.agreed_until)}" if talk.agreed_until else ""
    agreed = Agreement(talk.agreement, talk.help, until)
    return (agreed,) if agreed.what.strip() or agreed.helper.strip() or until else ()


def _notes(visit: VisitDetail, by: str = "") -> tuple[VisitNote, ...]:
    """The notes that the teacher gets to read."""
    codes = {one.key: one.code for one in visit.instrument.indicators}
    return tuple(
        VisitNote(note.at, note.text, codes.get(note.indicator_key or "", ""), by)
        for note in visit.notes
        if note.goes_into_report and note.text.strip()
    )


def _counts(visit: VisitDetail) -> tuple[TaskPoint, ...]:
    points = [TaskPoint(one.at, one.on_task, one.present, one.phase, one.occupation) for one in visit.counts]
    return tuple(sorted(points, key=lambda point: point.at))


def _parts(visit: VisitDetail, second: VisitDetail | None = None) -> tuple[PartScores, ...]:
    other = second.ratings if second else {}
    return tuple(
        PartScores(
            part.title,
            tuple(
                ScoreLine(
                    one.code,
                    one.title,
                    visit.ratings[one.key].level,
                    visit.ratings[one.key].explanation,
                    own=visit.teacher_levels.get(one.key),
                    second=rating.level if (rating := other.get(one.key)) else None,
                    second_explanation=rating.explanation if rating else "",
                )
                for one in indicators
            ),
        )
        for part, indicators in visit.instrument.parts()
    )
