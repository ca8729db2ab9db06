"""This file is what a user can do with rounds of visits: keep them, see who was not visited yet, and plan."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from lesobs.domain import dutch
from lesobs.domain.errors import RuleBroken
from lesobs.domain.planning import (
    Appointment,
    Concern,
    Hint,
    RoundState,
    Slot,
    hints,
    missed_round,
    next_slot,
    require_round,
    time_left,
)
from lesobs.domain.schoolyear import SchoolYear, is_school_day
from lesobs.domain.texts import require_title
from lesobs.domain.visit import SEEN, Purpose, VisitState
from lesobs.services.calendar import Calendar, RoundLine
from lesobs.services.instruments import Instruments
from lesobs.services.people import People
from lesobs.services.round_rows import (
    PlannedVisit,
    RoundOverview,
    SectionInRound,
    TeacherInRound,
    booked,
    in_round,
    last_seen,
    visits,
)
from lesobs.services.visit_plan import LAST_LESSON_HOUR, VisitDraft
from lesobs.services.visits import Visits
from lesobs.storage import tables as t
from lesobs.storage.school_file import SchoolFile

USUAL_LAST_HOUR = 7
"""A school day has at least so many lesson hours; a school that visits later ones has more."""


@dataclass(frozen=True, slots=True)
class RoundDraft:
    title: str
    starts_on: date
    ends_on: date
    id: str | None = None


class Rounds:
    """Rounds of lesson visits. Methods raise RuleBroken with the reason why not."""

    def __init__(
        self,
        file: SchoolFile,
        people: People,
        visits: Visits,
        instruments: Instruments,
        calendar: Calendar,
        today: Callable[[], date],
    ) -> None:
        self._file = file
        self._people, self._visits, self._instruments = people, visits, instruments
        self._calendar = calendar
        self._today = today

    def all(self, year: SchoolYear | None = None) -> list[RoundLine]:
        """The rounds that begin in one school year, or all of them, in order."""
        return self._calendar.rounds(year)

    def likely(self, year: SchoolYear) -> RoundLine | None:
        """The round of a year one looks for: that of today, else the next, else the last."""
        rounds, today = self.all(year), self._today()
        ahead = [one for one in rounds if one.ends_on >= today]
        return next(iter(ahead or rounds[-1:]), None)

    def save(self, draft: RoundDraft) -> str:
        """Add a round (a draft without id) or change one; gives its id. Rounds do not overlap, since a visit
        belongs to the round of its date."""
        title = require_title(draft.title, "de ronde")
        require_round(draft.starts_on, draft.ends_on)
        with self._file.transaction("Ronde wijzigen" if draft.id else "Ronde maken") as session:
            row = _round(session, draft.id) if draft.id else t.Round(id=t.new_id())
            _require_room(session, draft)
            row.title, row.starts_on, row.ends_on = title, draft.starts_on, draft.ends_on
            session.add(row)
        return row.id

    def remove(self, round_id: str) -> None:
        """Away with the round; the visits in it stay."""
        with self._file.transaction("Ronde verwijderen") as session:
            session.delete(_round(session, round_id))

    def planned(self, year: SchoolYear) -> list[PlannedVisit]:
        """The visits of a school year that are still to be held, in order; a duo-visit once."""
        with self._file.reading() as session:
            days = t.Visit.held_on.between(year.first_day, year.last_day)
            found = visits(session, days, t.Visit.state.not_in(SEEN))
        ids = {visit.id for visit in found}
        return [visit for visit in found if visit.duo_of_id not in ids]

    def overview(self, round_id: str) -> RoundOverview:
        """Everybody who can be visited, with where they are in this round."""
        teachers, observers = self._people.teachers(), self._people.observers()
        with self._file.reading() as session:
            line = _line(_round(session, round_id))
            found = visits(session, _within(line))
            seen = last_seen(session)
            names = {row.id: row.name for row in session.execute(select(t.Person.id, t.Person.name))}
        of_teacher: dict[str, list[PlannedVisit]] = defaultdict(list)
        for visit in found:
            of_teacher[visit.teacher_id].append(visit)
        load = Counter(visit.observer_id for visit in found)
        shown = tuple(
            in_round(one, of_teacher[one.id], seen.get(one.id, {}), names, observers, load)
            for one in sorted(teachers, key=lambda one: (one.sort_name.casefold(), one.code))
        )
        left = time_left(line.starts_on, line.ends_on, self._today(), self._calendar.holidays())
        return RoundOverview(line, shown, self._sections(shown), left)

    def plan_for(
        self, round_id: str, teacher_id: str, section_id: str | None = None, like: str | None = None
    ) -> VisitDraft:
        """A plan to begin with: the suggested observer, the next school day of the round, and the instrument
        and purpose of the visit `like`, else of the last one of the round; an appraisal is never proposed.
        `section_id` is the section one looks at."""
        overview = self.overview(round_id)
        mine = next((one for one in overview.teachers if one.teacher.id == teacher_id), None)
        if mine is None:
            raise RuleBroken("Deze docent staat niet meer in de lijst.")
        sections = mine.teacher.section_ids
        with self._file.reading() as session:
            before = (
                _last_choice(session, t.Visit.id == like)
                or _last_choice(session, _within(overview.round))
                or _last_choice(session)
            )
        instrument, purpose, announced = before or (self._instruments.all()[0].id, Purpose.PICTURE, True)
        return VisitDraft(
            teacher_id=teacher_id,
            section_id=section_id if section_id in sections and section_id else next(iter(sections), ""),
            observer_id=mine.suggestion.id if mine.suggestion else "",
            instrument_id=self._instruments.offered_like(instrument),
            held_on=self._first_day(overview.round),
            purpose=purpose,
            announced=announced,
        )

    def last_plan(self, round_id: str) -> str | None:
        """The visit of this round that was planned last and is still to be held."""
        with self._file.reading() as session:
            return session.scalar(
                select(t.Visit.id)
                .where(_within(_line(_round(session, round_id))), t.Visit.state == VisitState.PLANNED)
                .order_by(t.Visit.created_at.desc(), t.Visit.held_on.desc(), t.Visit.lesson_hour.desc())
                .limit(1)
            )

    def copy_plan(self, round_id: str, visit_id: str, teacher_id: str) -> str:
        """Plan the same visit with another teacher, in the observer's next free lesson hour or day within the
        round; gives its id."""
        plan = self._visits.get(visit_id).draft
        teacher = next((one for one in self._people.teachers() if one.id == teacher_id), None)
        if teacher is None:
            raise RuleBroken("Deze docent staat niet meer in de lijst.")
        if not teacher.section_ids:
            raise RuleBroken(f"{teacher.name} staat nog bij geen sectie. Plan dit bezoek met Enter.")
        same = plan.section_id in teacher.section_ids
        slot = self._next_slot(round_id, plan, teacher.name)
        return self._visits.plan(
            replace(
                plan,
                teacher_id=teacher_id,
                section_id=plan.section_id if same else teacher.section_ids[0],
                class_group_id=None,
                held_on=slot.day,
                lesson_hour=slot.hour,
            )
        )

    def for_next_colleague(self, visit_id: str) -> VisitDraft:
        """A plan like this visit for the next teacher of its section by name, today at the earliest."""
        plan = self._visits.get(visit_id).draft
        colleagues = [
            teacher.id
            for teacher in self._people.teachers()
            if plan.section_id in teacher.section_ids or teacher.id == plan.teacher_id
        ]
        place = colleagues.index(plan.teacher_id) if plan.teacher_id in colleagues else -1
        following = colleagues[(place + 1) % len(colleagues)] if colleagues else ""
        day = max(plan.held_on, self._today())
        return replace(plan, teacher_id=following, class_group_id=None, lesson_hour=None, held_on=day)

    def hints(self, plan: VisitDraft, visit_id: str | None = None) -> tuple[Hint, ...]:
        """What is worth knowing about a plan; `visit_id` is the visit that is being changed. Nobody has to be
        chosen yet."""
        monday = plan.held_on - timedelta(days=plan.held_on.weekday())
        with self._file.reading() as session:
            others = booked(
                session,
                t.Visit.held_on.between(monday, monday + timedelta(days=6)),
                or_(t.Visit.held_on == plan.held_on, t.Visit.teacher_id == plan.teacher_id),
                *_not_of(session, visit_id),
            )
            again = _same_again(session, plan, visit_id)
            too_late = self._too_late(session, plan, visit_id)
        slot = Slot(plan.held_on, plan.lesson_hour)
        appointment = Appointment(plan.teacher_id, plan.observer_id, slot, plan.class_group_id)
        found = hints(appointment, others, self._calendar.holidays())
        said = {hint.about for hint in found}
        more = ((Concern.DAY, too_late), (Concern.OBSERVER, again))
        return (*found, *(Hint(about, words) for about, words in more if words and about not in said))

    def _too_late(self, session: Session, plan: VisitDraft, visit_id: str | None) -> str:
        """That the round will be over by then, with a teacher whom nobody else visits in it."""
        missed = missed_round(plan.held_on, self._calendar.rounds(), self._today())
        if missed is None or not plan.teacher_id:
            return ""
        of_teacher = select(t.Visit.id).where(t.Visit.teacher_id == plan.teacher_id, _within(missed))
        if session.scalar(of_teacher.where(*_not_of(session, visit_id)).limit(1)) is not None:
            return ""
        day = dutch.day(missed.ends_on, year=False)
        return f"{missed.title} loopt tot en met {day}. Dit bezoek telt daarin niet mee."

    def _sections(self, teachers: Collection[TeacherInRound]) -> tuple[SectionInRound, ...]:
        found = []
        for section in self._people.sections():
            mine = [one.state for one in teachers if section.id in one.teacher.section_ids]
            if mine:
                visited, planned = mine.count(RoundState.VISITED), mine.count(RoundState.PLANNED)
                found.append(SectionInRound(section.id, section.name, len(mine), visited, planned))
        return tuple(found)

    def _first_day(self, line: RoundLine) -> date:
        """The first school day of a round that is still to come, today when there is none."""
        holidays, today = self._calendar.holidays(), self._today()
        first = max(today, line.starts_on)
        days = (first + timedelta(days=number) for number in range((line.ends_on - first).days + 1))
        return next((day for day in days if is_school_day(day, holidays)), today)

    def _next_slot(self, round_id: str, plan: VisitDraft, teacher: str) -> Slot:
        after = Slot(plan.held_on, plan.lesson_hour)
        today = self._today()
        if after.day < today:  # a plan of the past goes on at the next school day
            after = Slot(today, None if plan.lesson_hour is None else LAST_LESSON_HOUR)
        with self._file.reading() as session:
            until = _round(session, round_id).ends_on
            rows = session.execute(
                select(t.Visit.held_on, t.Visit.lesson_hour).where(
                    t.Visit.observer_id == plan.observer_id, t.Visit.held_on.between(after.day, until)
                )
            )
            taken = {Slot(*row) for row in rows}
            last_hour = session.scalar(select(func.max(t.Visit.lesson_hour))) or 0
        holidays = self._calendar.holidays()
        slot = next_slot(
            after, taken, max(last_hour, USUAL_LAST_HOUR), lambda day: is_school_day(day, holidays), until
        )
        if slot is None:
            raise RuleBroken(
                f"Tot het eind van de ronde ({dutch.day(until, year=False)}) is er geen lesuur meer vrij. "
                f"Plan {teacher} met Enter, of verleng de ronde."
            )
        return slot


def _round(session: Session, round_id: str | None) -> t.Round:
    row = session.get(t.Round, round_id)
    if row is None:
        raise RuleBroken("Deze ronde is er niet meer.")
    return row


def _line(row: t.Round) -> RoundLine:
    return RoundLine(row.id, row.title, row.starts_on, row.ends_on)


def _within(line: RoundLine) -> ColumnElement[bool]:
    return t.Visit.held_on.between(line.starts_on, line.ends_on)


def _require_room(session: Session, draft: RoundDraft) -> None:
    other = session.scalars(
        select(t.Round)
        .where(t.Round.starts_on <= draft.ends_on, t.Round.ends_on >= draft.starts_on)
        .where(t.Round.id != (draft.id or ""))
        .order_by(t.Round.starts_on)
    ).first()
    if other is not None:
        raise RuleBroken(
            f"In die dagen is er al een ronde: ‘{other.title}’, "
            f"{dutch.period(other.starts_on, other.ends_on)}. "
            "Een bezoek hoort bij één ronde; kies dagen ervoor of erna."
        )


def _last_choice(session: Session, *where: ColumnElement[bool]) -> tuple[str, Purpose, bool] | None:
    """Instrument, purpose and announcement of the visit that was planned last among these."""
    query = (
        select(t.Visit.instrument_id, t.Visit.purpose, t.Visit.announced)
        .join(t.Instrument, t.Instrument.id == t.Visit.instrument_id)
        .where(*where, t.Visit.purpose != Purpose.APPRAISAL, t.Instrument.retired_on.is_(None))
        .order_by(t.Visit.created_at.desc(), t.Visit.held_on.desc(), t.Visit.lesson_hour.desc())
        .limit(1)
    )
    row = session.execute(query).first()
    return (row.instrument_id, row.purpose, row.announced) if row else None


def _not_of(session: Session, visit_id: str | None) -> list[ColumnElement[bool]]:
    """Leaves out a visit and, when two observers see that lesson together, the other half of it."""
    row = session.get(t.Visit, visit_id) if visit_id else None
    if row is None:
        return []
    first = row.duo_of_id or row.id
    return [t.Visit.id != first, or_(t.Visit.duo_of_id.is_(None), t.Visit.duo_of_id != first)]


def _same_again(session: Session, plan: VisitDraft, visit_id: str | None) -> str:
    """That the observer also made the last visit to this teacher, so that another pair of eyes is better."""
    query = (
        select(t.Visit.held_on, t.Visit.observer_id, t.Person.name)
        .join(t.Person, t.Person.id == t.Visit.observer_id)
        .where(t.Visit.teacher_id == plan.teacher_id, t.Visit.state.in_(SEEN))
        .where(t.Visit.held_on <= plan.held_on, t.Visit.id != (visit_id or ""))
        .order_by(t.Visit.held_on.desc())
    )
    rows = session.execute(query).all()
    for row in rows:
        if row.held_on == rows[0].held_on and row.observer_id == plan.observer_id:
            return f"{row.name} keek hier de vorige keer ook ({dutch.day(row.held_on)}). Kan iemand anders?"
    return ""
