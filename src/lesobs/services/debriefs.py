"""This file is the talk after a visit: what was said and agreed, the teacher's own scores, and settling."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal, get_args

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from lesobs.domain import dutch
from lesobs.domain.errors import RuleBroken
from lesobs.domain.instrument import Level
from lesobs.domain.texts import require_text
from lesobs.domain.visit import SEEN, VisitState, move, require_open
from lesobs.services.instruments import InstrumentIds, Instruments
from lesobs.services.raw_notes import raw_notes, wipe
from lesobs.services.visit_lines import VisitLine, line_of
from lesobs.services.visit_plan import VisitDraft, draft_of, fill
from lesobs.services.visit_rows import keep_version
from lesobs.services.visits import open_visit, other_halves
from lesobs.storage import tables as t
from lesobs.storage.school_file import SchoolFile

DebriefText = Literal[
    "teacher_view", "observer_view", "strength", "next_step", "agreement", "help", "reaction"
]
TEXTS: tuple[DebriefText, ...] = get_args(DebriefText)


@dataclass(frozen=True, slots=True)
class DebriefDetail:
    """The talk of one visit; empty texts when nothing was written yet."""

    held_on: date | None = None
    teacher_view: str = ""
    observer_view: str = ""
    strength: str = ""
    next_step: str = ""
    next_step_indicator: str | None = None
    agreement: str = ""
    help: str = ""
    look_again_on: date | None = None
    reaction: str = ""
    agreed_until: date | None = None


def detail_of(row: t.Debrief | None, ids: InstrumentIds) -> DebriefDetail:
    """The talk as this row tells it; `ids` are the rows behind the instrument."""
    if row is None:
        return DebriefDetail()
    keys = {found: key for key, found in ids.indicators.items()}
    return DebriefDetail(
        held_on=row.held_on,
        next_step_indicator=keys.get(row.next_step_indicator_id or ""),
        look_again_on=row.look_again_on,
        agreed_until=row.agreed_until,
        **{name: getattr(row, name) for name in TEXTS},
    )


class Debriefs:
    """The debrief of a visit. Texts can be written from the last minute of the lesson on, before the visit
    counts as discussed. Of a duo-visit there is one talk, that of the first observer's visit; the other half
    goes along from state to state. Methods raise RuleBroken with the reason when something can't be done."""

    def __init__(self, file: SchoolFile, instruments: Instruments) -> None:
        self._file = file
        self._instruments = instruments

    def get(self, visit_id: str) -> DebriefDetail:
        with self._file.reading() as session:
            visit = session.get(t.Visit, visit_id)
            if visit is None:
                return DebriefDetail()
            row = _row(session, _first_half(session, visit))
            return detail_of(row, self._instruments.ids(visit.instrument_id))

    def write(self, visit_id: str, name: DebriefText, text: str) -> None:
        """Write one text of the talk, as it is being typed."""
        require_text(text)
        with self._file.transaction("Nabespreking", merge=f"{name} {visit_id}") as session:
            setattr(_debrief(session, visit_id), name, text)

    def last_written(self, visit_id: str) -> datetime | None:
        """When the talk of a visit was last written in, also by the teacher's own scores; None when never."""
        with self._file.reading() as session:
            visit = session.get(t.Visit, visit_id)
            if visit is None:
                return None
            of_talk = _first_half(session, visit).id
            moments = [
                session.scalar(select(func.max(table.updated_at)).where(table.visit_id == of_talk))
                for table in (t.Debrief, t.TeacherRating)
            ]
        return max((moment for moment in moments if moment is not None), default=None)

    def last_touched(self, visit_id: str) -> DebriefText | None:
        """The text of the talk that was last written in; None when it was none of them."""
        with self._file.reading() as session:
            visit = session.get(t.Visit, visit_id)
            row = _row(session, _first_half(session, visit)) if visit is not None else None
            if row is None:
                return None
            of_row = select(t.Change.new).where(t.Change.row_id == row.id)
            written = session.scalar(of_row.order_by(t.Change.number.desc()).limit(1)) or {}
        return next((name for name in TEXTS if written.get(name)), None)

    def choose_next_step(self, visit_id: str, indicator_key: str | None) -> None:
        """Say which indicator the next step is about."""
        with self._file.transaction("Volgende stap kiezen") as session:
            visit = open_visit(session, visit_id)
            indicator_id = self._indicator_id(visit, indicator_key) if indicator_key else None
            _debrief(session, visit_id).next_step_indicator_id = indicator_id

    def score_own(self, visit_id: str, indicator_key: str, level: int | None) -> None:
        """The teacher's own score on an indicator, 0 (n.v.t.) to 4; None clears it."""
        found = None if level is None else Level.of(level)
        words = "Score van de docent" if found is not None else "Score van de docent wissen"
        with self._file.transaction(words) as session:
            visit = _of_the_talk(session, visit_id)
            indicator_id = self._indicator_id(visit, indicator_key)
            row = session.scalar(
                select(t.TeacherRating).where(
                    t.TeacherRating.visit_id == visit.id, t.TeacherRating.indicator_id == indicator_id
                )
            )
            if found is None:
                if row is not None:
                    session.delete(row)
            elif row is None:
                session.add(t.TeacherRating(visit_id=visit.id, indicator_id=indicator_id, level=int(found)))
            else:
                row.level = int(found)

    def look_again(self, visit_id: str, day: date | None) -> None:
        """Agree when to look again; raises RuleBroken for a day before the visit."""
        with self._file.transaction("Opnieuw kijken") as session:
            visit = open_visit(session, visit_id)
            if day is not None and day <= visit.held_on:
                raise RuleBroken("Opnieuw kijken kan pas na deze les. Kies een latere datum.")
            _debrief(session, visit_id).look_again_on = day

    def agree_until(self, visit_id: str, day: date | None) -> None:
        """Agree until when; raises RuleBroken for a day before the visit."""
        with self._file.transaction("Afspraak tot") as session:
            visit = open_visit(session, visit_id)
            if day is not None and day < visit.held_on:
                raise RuleBroken("Een afspraak loopt door na deze les. Kies een latere datum.")
            _debrief(session, visit_id).agreed_until = day

    def discuss(self, visit_id: str, day: date) -> None:
        """The talk was held on this day; raises RuleBroken for a day before the visit."""
        with self._file.transaction("Nabespreking gehouden") as session:
            visit = _of_the_talk(session, visit_id)
            if day < visit.held_on:
                raise RuleBroken("De nabespreking ligt vóór de les. Kies een latere datum.")
            if visit.state is not VisitState.DISCUSSED:
                _move_lesson(session, visit, VisitState.DISCUSSED)
            _debrief(session, visit_id).held_on = day

    def next_look(self, visit_id: str) -> VisitLine | None:
        """The visit in which the same observer looks again, when that is planned: on the day that was agreed,
        or before or after it with the question that `plan_next_look` gave it."""
        with self._file.reading() as session:
            visit = session.get(t.Visit, visit_id)
            found = self._next_look(session, _first_half(session, visit)) if visit is not None else None
            return line_of(session, found.id) if found is not None else None

    def plan_next_look(self, visit_id: str) -> str:
        """Plan the visit in which the same observer looks again, on the day that was agreed and with the next
        step as question; gives its id. When it is planned already it is moved to that day, never doubled."""
        with self._file.transaction("Opnieuw kijken plannen") as session:
            visit = _first_half(session, session.get_one(t.Visit, visit_id))
            talk = _row(session, visit)
            if talk is None or talk.look_again_on is None:
                raise RuleBroken("Kies eerst wanneer jullie opnieuw kijken.")
            planned = self._next_look(session, visit)
            if planned is not None:
                for half in (planned, *other_halves(session, planned)):
                    half.held_on = talk.look_again_on
                return planned.id
            planned = t.Visit(id=t.new_id())
            fill(planned, self.next_look_draft(session, visit, talk.look_again_on))
            session.add(planned)
        return planned.id

    def next_look_draft(self, session: Session, visit: t.Visit, day: date) -> VisitDraft:
        """The plan of the visit in which one looks again, with the next step as question."""
        talk = _row(session, visit)
        return replace(
            draft_of(visit),
            instrument_id=self._instruments.offered_like(visit.instrument_id),
            held_on=day,
            lesson_hour=None,
            announced=True,
            focus_question=self._question(visit, talk) if talk else "",
        )

    def raw_notes(self, visit_id: str) -> int:
        """How many notes of the lesson do not go into the report."""
        with self._file.reading() as session:
            return len(raw_notes(session, _lesson(session, session.get_one(t.Visit, visit_id))))

    def require_complete(self, visit_id: str) -> None:
        """Raises RuleBroken with the reason when a visit can't be settled yet, for example because strength
        or next step is still empty."""
        with self._file.reading() as session:
            _require_complete(session, _of_the_talk(session, visit_id))

    def settle(self, visit_id: str, *, wipe_raw_notes: bool = False) -> None:
        """Fix the visit and its talk, if wanted without the notes that do not go into the report. These are
        then gone from the history too, and no undo brings them back. Raises RuleBroken, see
        `require_complete`."""
        with self._file.transaction("Bezoek vaststellen") as session:
            visit = _of_the_talk(session, visit_id)
            _require_complete(session, visit)
            _move_lesson(session, visit, VisitState.SETTLED)
            if wipe_raw_notes:
                wipe(session, _lesson(session, visit))

    def reopen(self, visit_id: str, reason: str) -> None:
        """Open a settled visit again as a next version; the reason is kept."""
        if not reason.strip():
            raise RuleBroken("Schrijf op waarom dit bezoek weer open moet; die reden blijft bewaard.")
        with self._file.transaction("Bezoek heropenen") as session:
            visit = session.get_one(t.Visit, visit_id)
            if visit.state is not VisitState.SETTLED:
                raise RuleBroken("Dit bezoek is niet vastgesteld en staat dus nog open.")
            for half in _lesson(session, visit):
                if half.state is VisitState.SETTLED:
                    keep_version(session, half, reason.strip())
                    half.version += 1
                    half.reopen_reason = reason.strip()
            _move_lesson(session, visit, VisitState.DISCUSSED)

    def _next_look(self, session: Session, visit: t.Visit) -> t.Visit | None:
        talk = _row(session, visit)
        if talk is None or talk.look_again_on is None:
            return None
        asked = (t.Visit.state == VisitState.PLANNED) & (
            t.Visit.focus_question == self._question(visit, talk)
        )
        on_the_day = t.Visit.held_on == talk.look_again_on
        return session.scalar(
            select(t.Visit)
            .where(
                t.Visit.teacher_id == visit.teacher_id,
                t.Visit.observer_id == visit.observer_id,
                t.Visit.held_on > visit.held_on,
                or_(on_the_day, asked),
            )
            .order_by(on_the_day.desc(), t.Visit.held_on)
            .limit(1)
        )

    def _question(self, visit: t.Visit, talk: t.Debrief) -> str:
        """The focus question of the visit in which one looks again."""
        key = detail_of(talk, self._instruments.ids(visit.instrument_id)).next_step_indicator
        indicators = self._instruments.get(visit.instrument_id).indicators
        title = next((one.title for one in indicators if one.key == key), "")
        return f"{title}: wat is er nu anders?" if title else "Wat is er gegroeid sinds het vorige bezoek?"

    def _indicator_id(self, visit: t.Visit, indicator_key: str) -> str:
        try:
            return self._instruments.ids(visit.instrument_id).indicators[indicator_key]
        except KeyError:
            raise RuleBroken("Deze indicator hoort niet bij de kijkwijzer van dit bezoek.") from None


def _of_the_talk(session: Session, visit_id: str) -> t.Visit:
    """The visit that the talk goes by, begun and open: of a duo-visit that of the first observer."""
    visit = _first_half(session, open_visit(session, visit_id))
    require_open(visit.state)
    if visit.state is VisitState.PLANNED:
        raise RuleBroken("Dit bezoek is nog niet begonnen. Na de les kun je het bespreken.")
    return visit


def _first_half(session: Session, visit: t.Visit) -> t.Visit:
    """The visit that the talk goes by: of a duo-visit that of the first observer."""
    return session.get_one(t.Visit, visit.duo_of_id) if visit.duo_of_id is not None else visit


def _row(session: Session, visit: t.Visit) -> t.Debrief | None:
    return session.scalar(select(t.Debrief).where(t.Debrief.visit_id == visit.id))


def _require_complete(session: Session, visit: t.Visit) -> None:
    if visit.state is VisitState.DISCUSSED:
        talk = _row(session, visit)
        wanted = (("strength", "één sterk punt"), ("next_step", "één volgende stap"))
        missing = [words for name, words in wanted if talk is None or not getattr(talk, name).strip()]
        if missing:
            raise RuleBroken(f"Vul nog in voor je vaststelt: {dutch.listed(missing)}.")
    if any(half.state is VisitState.BUSY for half in other_halves(session, visit)):
        raise RuleBroken("De andere waarnemer is nog bezig. Rond eerst dat bezoek af.")
    move(visit.state, VisitState.SETTLED)


def _lesson(session: Session, visit: t.Visit) -> Sequence[t.Visit]:
    """All visits to this lesson: one, or the two halves of a duo-visit."""
    return (visit, *other_halves(session, visit))


def _move_lesson(session: Session, visit: t.Visit, to: VisitState) -> None:
    """Bring a visit to another state, and the other half of it as far as that was seen to the end."""
    visit.state = move(visit.state, to)
    for half in other_halves(session, visit):
        if half.state in SEEN:
            half.state = to


def _debrief(session: Session, visit_id: str) -> t.Debrief:
    visit = _of_the_talk(session, visit_id)
    row = _row(session, visit)
    if row is None:
        row = t.Debrief(id=t.new_id(), visit_id=visit.id)
        session.add(row)
        session.flush()
    return row
