"""This file is what is wrong in a school file: damage, values that can't be, and work that breaks a rule."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

from sqlalchemy import Select, Table, func, or_, select, text
from sqlalchemy.orm import Session, aliased

from lesobs.domain import dutch
from lesobs.domain.cycle import CycleFacts, Outcome, Phase, require_closable, require_plan
from lesobs.domain.errors import RuleBroken
from lesobs.domain.instrument import Part
from lesobs.domain.recurrence import require_rule
from lesobs.domain.schoolyear import SchoolYear
from lesobs.domain.standards import STANDARDS
from lesobs.domain.texts import key
from lesobs.domain.visit import SEEN, VisitState
from lesobs.services.calendar import rule_of
from lesobs.services.cycles import CycleLine, Cycles
from lesobs.services.row_rules import TABLES, Rows, faults
from lesobs.services.school_json import UNREADABLE, rows_of
from lesobs.storage import recording
from lesobs.storage import tables as t
from lesobs.storage.school_file import SchoolFile

COVERED = ("CHECK constraint failed", "NULL value in", "NUMERIC value in", "TEXT value in")
"""What SQLite's own check says of values that `row_rules` tells in Dutch."""

TALKED = (VisitState.DISCUSSED, VisitState.SETTLED)


class Checks:
    """Looking for mistakes in the open school file; nothing is changed. Each is a Dutch sentence that names
    the place."""

    def __init__(self, file: SchoolFile, cycles: Cycles) -> None:
        self._file = file
        self._cycles = cycles

    def problems(self) -> list[str]:
        """Everything that is wrong. Each step looks only when the one before found a sound footing:
        the file itself, every value in it, and then the rules of the field."""
        with self._file.reading() as session:
            found = [*_damage(session)] or [*_faults(session)]
            sound = not found
            if sound:
                found = [sentence for rule in _RULES for sentence in rule(session)]
                reasons = {row.id: row.reason for row in session.execute(select(t.Cycle.id, t.Cycle.reason))}
        if sound:
            found += _cycles_follow_their_turn(self._cycles.all(), reasons)
        return found

    def summary(self) -> str:
        """`240 bezoeken, 2.731 scores, 60 docenten, 40 activiteiten en 3 cycli`."""
        counted: Iterable[tuple[type[t.Record], str, str]] = (
            (t.Visit, "bezoek", "bezoeken"),
            (t.Rating, "score", "scores"),
            (t.Teacher, "docent", "docenten"),
            (t.Activity, "activiteit", "activiteiten"),
            (t.Cycle, "cyclus", "cycli"),
        )
        with self._file.reading() as session:
            return dutch.listed(
                _count(session.scalar(select(func.count()).select_from(table)) or 0, one, many)
                for table, one, many in counted
            )


def _count(number: int, one: str, many: str) -> str:
    words = dutch.count(number, one, many)
    return words.replace(str(number), f"{number:,}".replace(",", ".")) if number else words


def _damage(session: Session) -> Iterator[str]:
    """What SQLite finds wrong with the file as such."""
    found = [str(row[0]) for row in session.execute(text("PRAGMA integrity_check"))]
    messages = [line for line in found if line != "ok" and not line.startswith(COVERED)]
    if messages:
        yield (
            f"Het bestand is beschadigd op {dutch.count(len(messages), 'plek', 'plekken')}. Open de laatste "
            f"reservekopie; laat dit bestand ernaast staan. (SQLite: {messages[0].splitlines()[-1]})"
        )


def _faults(session: Session) -> Iterator[str]:
    rows: dict[str, list[dict[str, object]]] = {}
    for name, table in TABLES.items():
        try:
            rows[name] = [dict(row) for row in rows_of(session, table)]
        except RuleBroken as broken:
            yield from [*_unreadable(session, table)] or [str(broken)]
    if len(rows) == len(TABLES):
        found: Rows = rows
        yield from (fault.sentence for fault in faults(found))


def _unreadable(session: Session, table: Table) -> Iterator[str]:
    """The rows that can't be read, each tried on its own."""
    (identity,) = table.primary_key
    try:
        keys = session.scalars(select(identity)).all()
    except UNREADABLE:
        return
    for row_id in keys:
        try:
            session.execute(select(table).where(identity == row_id)).all()
        except UNREADABLE:
            yield f"Tabel {table.name}, rij {row_id}: hierin staat een waarde die niet te lezen is."


# The rules that a school holds to as a whole; each finds what breaks it.


def _one_school(session: Session) -> Iterator[str]:
    found = session.scalar(select(func.count()).select_from(t.School))
    if found != 1:
        yield f"Er hoort één school in dit bestand te staan; het zijn er {found}."


def _teachers_have_a_code(session: Session) -> Iterator[str]:
    for row in session.scalars(select(t.Teacher).where(func.trim(t.Teacher.code) == "")):
        yield f"Docent {dutch.full_name(row.first_name, row.prefix, row.last_name)} heeft geen code."


def _names_tell_apart(session: Session) -> Iterator[str]:
    """A list of people is matched by name or code, whatever the capitals."""
    for what, column in (
        ("Docentcode", t.Teacher.code),
        ("Sectie", t.Section.name),
        ("Cluster", t.Cluster.name),
        ("Afdeling", t.Department.name),
        ("Klas", t.ClassGroup.name),
    ):
        spellings = defaultdict(list)
        for name in session.scalars(select(column).order_by(column)):
            spellings[key(name)].append(name)
        for names in spellings.values():
            if len(names) > 1:
                yield f"{what} {dutch.listed(names)} verschillen alleen in hoofdletters of spaties."


def _visits_fit_their_state(session: Session) -> Iterator[str]:
    starts, ends = t.Visit.started_at, t.Visit.finished_at
    for condition, what in (
        ((t.Visit.state == VisitState.PLANNED) & starts.is_not(None), "is gepland, maar al begonnen"),
        ((t.Visit.state != VisitState.PLANNED) & starts.is_(None), "is begonnen, maar zonder begintijd"),
        (t.Visit.state.in_(SEEN) & ends.is_(None), "is afgerond, maar zonder eindtijd"),
        (t.Visit.state.not_in(SEEN) & ends.is_not(None), "is nog niet afgerond, maar heeft een eindtijd"),
        (ends < starts, "eindigt voor het begint"),
    ):
        yield from _about_visits(session, select(t.Visit.id).where(condition), what)


def _talks_fit_their_visit(session: Session) -> Iterator[str]:
    lesson_id = func.coalesce(t.Visit.duo_of_id, t.Visit.id)
    talks = select(t.Visit.id).outerjoin(t.Debrief, t.Debrief.visit_id == lesson_id)
    talked = t.Visit.state.in_(TALKED)
    empty = or_(func.trim(t.Debrief.strength) == "", func.trim(t.Debrief.next_step) == "")
    for condition, what in (
        (talked & t.Debrief.id.is_(None), "is besproken, maar er is geen nabespreking"),
        (talked & t.Debrief.id.is_not(None) & t.Debrief.held_on.is_(None), "is besproken, maar zonder datum"),
        (t.Debrief.held_on < t.Visit.held_on, "is besproken vóór de les"),
        (t.Debrief.look_again_on <= t.Visit.held_on, "wordt opnieuw bekeken vóór de les"),
        (
            (t.Visit.state == VisitState.SETTLED) & empty,
            "is vastgesteld zonder sterk punt of volgende stap",
        ),
    ):
        yield from _about_visits(session, talks.where(condition), what)


def _duos_are_one_lesson(session: Session) -> Iterator[str]:
    first = aliased(t.Visit)
    halves = select(t.Visit.id).join(first, first.id == t.Visit.duo_of_id)
    differs = or_(
        *(
            getattr(t.Visit, name).is_distinct_from(getattr(first, name))
            for name in ("teacher_id", "section_id", "class_group_id", "instrument_id", "held_on", "purpose")
        )
    )
    for condition, what in (
        (differs, "is een duo-bezoek, maar de twee helften gaan over verschillende lessen"),
        (t.Visit.observer_id == first.observer_id, "is een duo-bezoek met tweemaal dezelfde waarnemer"),
        (first.duo_of_id.is_not(None), "is de helft van een helft van een duo-bezoek"),
        (
            t.Visit.state.in_(SEEN) & first.state.in_(SEEN) & (t.Visit.state != first.state),
            "is een duo-bezoek, maar de twee helften zijn niet even ver",
        ),
    ):
        yield from _about_visits(session, halves.where(condition), what)


def _scores_fit_the_instrument(session: Session) -> Iterator[str]:
    """A score, note, look-for or next step is about an indicator of the visit's own instrument."""
    looked_for = select(t.SeenLookFor.visit_id, t.LookFor.indicator_id).join(
        t.LookFor, t.LookFor.id == t.SeenLookFor.look_for_id
    )
    for pairs, what in (
        (select(t.Rating.visit_id, t.Rating.indicator_id), "een score"),
        (select(t.Note.visit_id, t.Note.indicator_id), "een aantekening"),
        (looked_for, "een kijkpunt"),
        (select(t.TeacherRating.visit_id, t.TeacherRating.indicator_id), "een eigen score van de docent"),
        (select(t.Debrief.visit_id, t.Debrief.next_step_indicator_id), "een volgende stap"),
    ):
        about = pairs.subquery()
        visit_id, indicator_id = about.c
        known = (
            select(t.InstrumentItem.id)
            .where(
                t.InstrumentItem.instrument_id == t.Visit.instrument_id,
                t.InstrumentItem.indicator_id == indicator_id,
            )
            .exists()
        )
        strange = (
            select(t.Visit.id)
            .join(about, visit_id == t.Visit.id)
            .where(indicator_id.is_not(None), ~known)
            .distinct()
        )
        yield from _about_visits(session, strange, f"heeft {what} op een indicator buiten de kijkwijzer")


def _instruments_are_whole(session: Session) -> Iterator[str]:
    used = select(t.InstrumentItem.instrument_id)
    for row in session.scalars(select(t.Instrument).where(t.Instrument.id.not_in(used))):
        yield f"Kijkwijzer {row.title} heeft geen indicatoren."
    for row in session.scalars(select(t.Instrument).where(t.Instrument.kind.not_in(("volledig", "flits")))):
        yield f"Kijkwijzer {row.title} is van een onbekende soort ({row.kind})."
    anchors = select(func.count()).where(t.Anchor.indicator_id == t.Indicator.id).scalar_subquery()
    for row, found in session.execute(select(t.Indicator, anchors)):
        if found != 4:
            yield f"Indicator {row.code} {row.title} heeft {found} van de 4 niveauzinnen."
        if row.part not in {part.value for part in Part}:
            yield f"Indicator {row.code} {row.title} hoort bij een onbekend onderdeel ({row.part})."


def _labels_are_known(session: Session) -> Iterator[str]:
    indicators = set(session.scalars(select(t.Indicator.key)))
    for activity in session.scalars(select(t.Activity).where(t.Activity.standard.not_in(list(STANDARDS)))):
        yield f"Activiteit ‘{activity.title}’ heeft een onbekende standaard ({activity.standard})."
    for series in session.scalars(select(t.Series)):
        try:
            require_rule(rule_of(series))
        except RuleBroken as error:
            yield f"Activiteit ‘{series.title}’ kan zo niet terugkomen. {error}"
    for cycle in session.scalars(select(t.Cycle)):
        if cycle.standard not in STANDARDS:
            yield f"Cyclus ‘{cycle.title}’ heeft een onbekende standaard ({cycle.standard})."
        if cycle.section_id is not None and cycle.cluster_id is not None:
            yield f"Cyclus ‘{cycle.title}’ gaat over een sectie en een cluster; het is een van de twee."
    about = select(t.Cycle.title, t.CycleIndicator.indicator_key).join(
        t.CycleIndicator, t.CycleIndicator.cycle_id == t.Cycle.id
    )
    for title, indicator in session.execute(about.order_by(t.Cycle.title, t.CycleIndicator.position)):
        if indicator not in indicators:
            yield f"Cyclus ‘{title}’ gaat over een onbekende indicator ({indicator})."
    for finding in session.scalars(select(t.Finding)):
        if finding.indicator_key is not None and finding.indicator_key not in indicators:
            yield f"Bevinding ‘{finding.text}’ gaat over een onbekende indicator ({finding.indicator_key})."
        try:
            SchoolYear.named(finding.school_year)
        except RuleBroken as error:
            yield f"Bevinding ‘{finding.text}’: {error}"


def _the_deleted_is_gone(session: Session) -> Iterator[str]:
    """A row with a tombstone would disappear when two files are merged."""
    for table, row_id in session.execute(select(t.Tombstone.table, t.Tombstone.row_id)):
        if table in recording.TABLES and session.get(recording.TABLES[table], row_id) is not None:
            yield f"Tabel {table}, rij {row_id}: staat als verwijderd geboekt, maar is er nog."


def _cycles_follow_their_turn(lines: Iterable[CycleLine], reasons: dict[str, str]) -> Iterator[str]:
    """What is missing in a cycle for the phase it is in; `reasons` are why each was closed, by id."""
    for line in lines:
        if (line.outcome is None) != (line.closed_on is None):
            yield f"Cyclus ‘{line.title}’ is half gesloten: uitkomst en datum horen bij elkaar."
            continue
        try:
            if line.phase is not Phase.PLAN:
                require_plan(line.facts)
            if line.outcome is not None:
                require_closable(_facts_when_closed(line), Outcome(line.outcome), reasons[line.id])
        except RuleBroken as error:
            how = f"is {line.outcome.word}" if line.outcome else "is voorbij plannen"
            yield f"Cyclus ‘{line.title}’ {how}, maar er klopt iets niet. {error}"


def _facts_when_closed(line: CycleLine) -> CycleFacts:
    """A cluster may get other sections later, and then its new lessons are no longer those of then."""
    facts = line.facts
    if not line.cluster:
        return facts
    return replace(facts, seen=tuple(replace(one, lessons=max(1, one.lessons)) for one in facts.seen))


def _about_visits(session: Session, visits: Select[Any], what: str) -> Iterator[str]:
    query = (
        select(
            t.Visit.held_on,
            t.Teacher.first_name,
            t.Teacher.prefix,
            t.Teacher.last_name,
            t.Section.name,
            t.Visit.id,
        )
        .join(t.Teacher, t.Teacher.id == t.Visit.teacher_id)
        .join(t.Section, t.Section.id == t.Visit.section_id)
        .where(t.Visit.id.in_(visits))
        .order_by(t.Visit.held_on, t.Visit.id)
    )
    for held_on, first, prefix, last, section, visit_id in session.execute(query):
        name = dutch.full_name(first, prefix, last)
        yield f"Het bezoek van {dutch.day(held_on)} bij {name} ({section}) {what}. Nummer {visit_id[:8]}."


_RULES: tuple[Callable[[Session], Iterator[str]], ...] = (
    _one_school,
    _teachers_have_a_code,
    _names_tell_apart,
    _visits_fit_their_state,
    _talks_fit_their_visit,
    _duos_are_one_lesson,
    _scores_fit_the_instrument,
    _instruments_are_whole,
    _labels_are_known,
    _the_deleted_is_gone,
)
