"""This file is the rules that a school holds to as a whole, each finding the rows that break it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from lesobs.domain import dutch
from lesobs.domain.cycle import CycleFacts, Outcome, Phase, require_closable, require_plan
from lesobs.domain.errors import RuleBroken
from lesobs.domain.instrument import Part
from lesobs.domain.roster.cells import key
from lesobs.domain.schoolyear import SchoolYear
from lesobs.domain.standards import STANDARDS
from lesobs.domain.visit import SEEN, VisitState
from lesobs.services.cycles import CycleLine
from lesobs.storage import tables as t
from lesobs.storage.recording import TABLES

Rule = Callable[[Session], Iterator[str]]

TALKED = (VisitState.DISCUSSED, VisitState.SETTLED)


def one_school(session: Session) -> Iterator[str]:
    found = session.scalar(select(func.count()).select_from(t.School))
    if found != 1:
        yield f"Er hoort één school in dit bestand te staan; het zijn er {found}."


def teachers_have_a_code(session: Session) -> Iterator[str]:
    for row in session.scalars(select(t.Teacher).where(func.trim(t.Teacher.code) == "")):
        yield f"Docent {dutch.full_name(row.first_name, row.prefix, row.last_name)} heeft geen code."


def names_tell_apart(session: Session) -> Iterator[str]:
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


def visits_fit_their_state(session: Session) -> Iterator[str]:
    starts, ends = t.Visit.started_at, t.Visit.finished_at
    for condition, what in (
        ((t.Visit.state == VisitState.PLANNED) & starts.is_not(None), "is gepland, maar al begonnen"),
        ((t.Visit.state != VisitState.PLANNED) & starts.is_(None), "is begonnen, maar zonder begintijd"),
        (t.Visit.state.in_(SEEN) & ends.is_(None), "is afgerond, maar zonder eindtijd"),
        (t.Visit.state.not_in(SEEN) & ends.is_not(None), "is nog niet afgerond, maar heeft een eindtijd"),
        (ends < starts, "eindigt voor het begint"),
    ):
        yield from _about_visits(session, select(t.Visit.id).where(condition), what)


def talks_fit_their_visit(session: Session) -> Iterator[str]:
    talks = select(t.Visit.id).outerjoin(t.Debrief, t.Debrief.visit_id == t.Visit.id)
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


def scores_fit_the_instrument(session: Session) -> Iterator[str]:
    """A score, note, look-for or next step is about an indicator of the visit's own instrument."""
    looked_for = select(t.SeenLookFor.visit_id, t.LookFor.indicator_id).join(
        t.LookFor, t.LookFor.id == t.SeenLookFor.look_for_id
    )
    for pairs, what in (
        (select(t.Rating.visit_id, t.Rating.indicator_id), "een score"),
        (select(t.Note.visit_id, t.Note.indicator_id), "een aantekening"),
        (looked_for, "een kijkpunt"),
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


def instruments_are_whole(session: Session) -> Iterator[str]:
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


def labels_are_known(session: Session) -> Iterator[str]:
    indicators = set(session.scalars(select(t.Indicator.key)))
    for activity in session.scalars(select(t.Activity).where(t.Activity.standard.not_in(list(STANDARDS)))):
        yield f"Activiteit ‘{activity.title}’ heeft een onbekende standaard ({activity.standard})."
    for cycle in session.scalars(select(t.Cycle)):
        if cycle.standard not in STANDARDS:
            yield f"Cyclus ‘{cycle.title}’ heeft een onbekende standaard ({cycle.standard})."
        if cycle.indicator_key is not None and cycle.indicator_key not in indicators:
            yield f"Cyclus ‘{cycle.title}’ gaat over een onbekende indicator ({cycle.indicator_key})."
    for finding in session.scalars(select(t.Finding)):
        if finding.indicator_key is not None and finding.indicator_key not in indicators:
            yield f"Bevinding ‘{finding.text}’ gaat over een onbekende indicator ({finding.indicator_key})."
        try:
            SchoolYear.named(finding.school_year)
        except RuleBroken as error:
            yield f"Bevinding ‘{finding.text}’: {error}"


def the_deleted_is_gone(session: Session) -> Iterator[str]:
    """A row with a tombstone would disappear when two files are merged."""
    for table, row_id in session.execute(select(t.Tombstone.table, t.Tombstone.row_id)):
        if table in TABLES and session.get(TABLES[table], row_id) is not None:
            yield f"Tabel {table}, rij {row_id}: staat als verwijderd geboekt, maar is er nog."


RULES: tuple[Rule, ...] = (
    one_school,
    teachers_have_a_code,
    names_tell_apart,
    visits_fit_their_state,
    talks_fit_their_visit,
    scores_fit_the_instrument,
    instruments_are_whole,
    labels_are_known,
    the_deleted_is_gone,
)


def cycles_follow_their_turn(lines: Iterable[CycleLine], reasons: dict[str, str]) -> Iterator[str]:
    """What is missing in a cycle for the phase it is in; `reasons` are why each was closed, by id."""
    for line in lines:
        facts = CycleFacts(
            line.phase, line.goal, bool(line.owner), line.check_on, line.new_lessons, line.check_reason
        )
        if (line.outcome is None) != (line.closed_on is None):
            yield f"Cyclus ‘{line.title}’ is half gesloten: uitkomst en datum horen bij elkaar."
            continue
        try:
            if line.phase is not Phase.PLAN:
                require_plan(facts)
            if line.outcome is not None:
                require_closable(facts, Outcome(line.outcome), reasons[line.id])
        except RuleBroken as error:
            how = f"is {line.outcome.word}" if line.outcome else "is voorbij plannen"
            yield f"Cyclus ‘{line.title}’ {how}, maar er klopt iets niet. {error}"


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
