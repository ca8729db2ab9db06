"""This file is reading all that one person or nobody holds: work, cycles, visits and agreements, each with
its story."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, aliased

from lesobs.domain import dutch
from lesobs.domain.activity import ActivityStatus, is_overdue
from lesobs.domain.cycle import turn_words
from lesobs.domain.hand_over import HeldKind, Ties
from lesobs.domain.schoolyear import SchoolYear
from lesobs.domain.visit import SEEN, VisitState
from lesobs.services.calendar import rule_of
from lesobs.services.cycle_rows import CycleLine, read_lines, select_lines
from lesobs.storage import tables as t


@dataclass(frozen=True, slots=True)
class HeldItem:
    """One thing that somebody holds. `about` is what it belongs to, `state` how far it is, `next_on` the next
    day something is asked, and `history` what happened to it so far, in one line."""

    kind: HeldKind
    id: str
    title: str
    about: str
    state: str
    next_on: date | None
    history: str
    ties: Ties

    @property
    def key(self) -> str:
        """Names the item among all that one person holds."""
        return f"{self.kind}:{self.id}"


def held_items(session: Session, person_id: str | None, today: date) -> list[HeldItem]:
    """All that a person holds, by kind and then by its next day; None for what nobody holds yet.

    What comes back each year without an owner is not among it: it goes with its activity.
    """
    items = [*_cycles(session, person_id), *_activities(session, person_id, today)]
    if person_id is not None:
        items += _series(session, person_id, today)
        items += _visits(session, person_id)
        items += _agreed(session, person_id, today)
    kinds = list(HeldKind)
    return sorted(items, key=lambda one: (kinds.index(one.kind), one.next_on or date.max, one.title))


def _cycles(session: Session, person_id: str | None) -> Iterator[HeldItem]:
    mine = or_(t.Cycle.owner_id == person_id, t.Cycle.deputy_id == person_id)
    lines = read_lines(session, select_lines().where(t.Cycle.closed_on.is_(None), mine))
    befores: dict[str, str | None] = dict(session.execute(select(t.Cycle.id, t.Cycle.previous_id)).all())
    for line in lines:
        leads = line.owner_id == person_id
        role, name = ("vervanger", line.deputy) if leads else ("eigenaar", line.owner)
        done = dutch.count(line.activities, "activiteit", "activiteiten")
        parts = [f"{line.phase.letter} {line.phase.word}"]
        if line.activities:
            parts.append(f"{line.activities_done} van {done} klaar")
        story = _story(session, session.get_one(t.Cycle, line.id))
        yield HeldItem(
            HeldKind.CYCLE if leads else HeldKind.DEPUTY,
            line.id,
            line.title,
            f"{line.scope} · {role} {name or 'nog niemand'}",
            ", ".join(parts),
            line.check_on,
            _joined(_turn(line, befores), story),
            Ties(owner_id=line.owner_id, deputy_id=line.deputy_id),
        )


def _turn(line: CycleLine, befores: Mapping[str, str | None]) -> str:
    """`tweede ronde` of a cycle that was adjusted."""
    number, before = 1, line.previous_id
    while before is not None and number <= len(befores):
        number, before = number + 1, befores.get(before)
    return turn_words(number) if number > 1 else ""


def _activities(session: Session, person_id: str | None, today: date) -> Iterator[HeldItem]:
    query = (
        select(t.Activity, t.Cycle.title, t.Finding.text)
        .outerjoin(t.Cycle, t.Cycle.id == t.Activity.cycle_id)
        .outerjoin(t.Finding, t.Finding.id == t.Activity.finding_id)
        .where(
            t.Activity.owner_id == person_id,
            t.Activity.status.in_([status for status in ActivityStatus if status.open]),
        )
    )
    for row, cycle, finding in session.execute(query):
        late = is_overdue(row.status, row.ends_on, today)
        begun = row.starts_on <= today
        from_ = f"cyclus {cycle}" if cycle else f"bevinding: {finding}" if finding else ""
        yield HeldItem(
            HeldKind.ACTIVITY,
            row.id,
            row.title,
            _joined(f"{row.phase.letter} {row.phase.word}", row.standard, from_),
            f"over tijd, {row.status.word}" if late else row.status.word,
            row.ends_on if begun else row.starts_on,
            _story(session, row),
            Ties(),
        )


def _series(session: Session, person_id: str, today: date) -> Iterator[HeldItem]:
    goes_on = or_(t.Series.ended_on.is_(None), t.Series.ended_on > today)
    for row in session.scalars(select(t.Series).where(t.Series.owner_id == person_id, goes_on)):
        last = session.execute(
            select(t.Activity.starts_on, t.Activity.status)
            .where(t.Activity.series_id == row.id, t.Activity.starts_on <= today)
            .order_by(t.Activity.starts_on.desc())
            .limit(1)
        ).first()
        ahead = select(func.min(t.Activity.starts_on)).where(
            t.Activity.series_id == row.id, t.Activity.starts_on > today
        )
        rule = rule_of(row)
        before = f"laatst {dutch.day(last.starts_on)}, {last.status.word}" if last else ""
        yield HeldItem(
            HeldKind.SERIES,
            row.id,
            row.title,
            f"{row.phase.letter} {row.phase.word} · {row.standard}",
            rule.words,
            session.scalar(ahead),
            _joined(before, _story(session, row)),
            Ties(),
        )


def _visits(session: Session, person_id: str) -> Iterator[HeldItem]:
    """Visits that are still to be held, and lessons seen that still wait for their talk."""
    waiting = (t.Visit.state == VisitState.VISITED) & t.Visit.duo_of_id.is_(None)
    open_ = or_(t.Visit.state.in_((VisitState.PLANNED, VisitState.BUSY)), waiting)
    for row in session.execute(_lessons().where(t.Visit.observer_id == person_id, open_)):
        visit: t.Visit = row.Visit
        other = session.scalar(
            select(t.Visit.observer_id)
            .where(or_(t.Visit.id == visit.duo_of_id, t.Visit.duo_of_id == visit.id))
            .limit(1)
        )
        hour = f"les {visit.lesson_hour}" if visit.lesson_hour else ""
        if visit.state is VisitState.PLANNED:
            kind, title, state = HeldKind.VISIT, f"Lesbezoek bij {_teacher(row)}", visit.state.word
        else:
            kind, title = HeldKind.TALK, f"Gesprek met {_teacher(row)}"
            state = "les nog niet afgerond" if visit.state is VisitState.BUSY else "nog te bespreken"
        yield HeldItem(
            kind,
            visit.id,
            title,
            _joined(row.section, row.class_group, hour, visit.purpose.word),
            state,
            visit.held_on,
            _seen_before(session, visit),
            Ties(with_observer_id=other, teacher=_teacher(row)),
        )


def _agreed(session: Session, person_id: str, today: date) -> Iterator[HeldItem]:
    """What was agreed in talks for a day to come: to look again, as far as no visit is planned, and the rest.
    The words of the talk stay where they are."""
    later = aliased(t.Visit)
    followed = (
        select(later.id)
        .where(later.teacher_id == t.Visit.teacher_id, later.held_on > t.Visit.held_on)
        .exists()
    )
    query = (
        _lessons(t.Debrief, followed.label("followed"))
        .join(t.Debrief, t.Debrief.visit_id == t.Visit.id)
        .where(t.Visit.observer_id == person_id, t.Visit.state.in_(SEEN))
    )
    since = SchoolYear.of(today).first_day
    for row in session.execute(query):
        talk: t.Debrief = row.Debrief
        about = _joined(row.section, row.class_group)
        history = f"les van {dutch.day(row.Visit.held_on)}"
        if talk.held_on is not None:
            history += f", besproken {dutch.day(talk.held_on)}"
        ties = Ties(teacher=_teacher(row))
        if talk.look_again_on is not None and talk.look_again_on >= since and not row.followed:
            title, state = f"Opnieuw kijken bij {_teacher(row)}", "nog niet gepland"
            day = talk.look_again_on
            yield HeldItem(HeldKind.LOOK, row.Visit.id, title, about, state, day, history, ties)
        if talk.agreed_until is not None and talk.agreed_until >= today:
            title, state = f"Afspraak met {_teacher(row)}", "staat in het verslag"
            day = talk.agreed_until
            yield HeldItem(HeldKind.AGREEMENT, row.Visit.id, title, about, state, day, history, ties)


def _lessons(*more: Any) -> Any:
    """Visits with the names that say which lesson it is."""
    return (
        select(
            t.Visit,
            t.Teacher.first_name,
            t.Teacher.prefix,
            t.Teacher.last_name,
            t.Section.name.label("section"),
            func.coalesce(t.ClassGroup.name, "").label("class_group"),
            *more,
        )
        .join(t.Teacher, t.Teacher.id == t.Visit.teacher_id)
        .join(t.Section, t.Section.id == t.Visit.section_id)
        .outerjoin(t.ClassGroup, t.ClassGroup.id == t.Visit.class_group_id)
    )


def _teacher(row: Any) -> str:
    return dutch.full_name(row.first_name, row.prefix, row.last_name)


def _seen_before(session: Session, visit: t.Visit) -> str:
    """When this teacher was last visited and by whom."""
    row = session.execute(
        select(t.Visit.held_on, t.Person.name)
        .join(t.Person, t.Person.id == t.Visit.observer_id)
        .where(t.Visit.teacher_id == visit.teacher_id, t.Visit.state.in_(SEEN), t.Visit.id != visit.id)
        .where(t.Visit.held_on <= visit.held_on)
        .order_by(t.Visit.held_on.desc())
        .limit(1)
    ).first()
    return f"vorig bezoek {dutch.day(row.held_on)}, {row.name}" if row else "nog niet eerder bezocht"


def _story(session: Session, row: t.Record) -> str:
    """Since when there is such a row, and what was done with it last."""
    changed = (func.json_type(one) == "object" for one in (t.Change.old, t.Change.new))
    last = session.execute(
        select(t.Change.at, t.Change.action)
        .where(t.Change.row_id == row.id, *changed)
        .order_by(t.Change.number.desc())
        .limit(1)
    ).first()
    since = f"sinds {dutch.day(dutch.local(row.created_at).date())}"
    if last is None:
        return since
    what = last.action[:1].lower() + last.action[1:]
    return f"{since} · laatst {dutch.day(dutch.local(last.at).date())}: {what}"


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
