"""This file is the own kijkwijzers of a school in the making: copying, writing, publishing, and files in."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lesobs.domain import dutch
from lesobs.domain import instrument_draft as drafts
from lesobs.domain.errors import RuleBroken
from lesobs.domain.instrument import Indicator, LookFor, place_in_list
from lesobs.domain.instrument_draft import Draft, Kind, Missing
from lesobs.domain.instrument_file import Known, fields_of_file, read_instrument_file
from lesobs.domain.instrument_mistakes import InstrumentMistakes
from lesobs.domain.texts import require_text
from lesobs.services.instruments import Instruments, publish
from lesobs.storage import tables as t
from lesobs.storage.school_file import SchoolFile


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A draft in a list; `missing` is how many things it still lacks."""

    id: str
    title: str
    version: int
    kind: str
    indicators: int
    missing: int


@dataclass(frozen=True, slots=True)
class DraftDetail:
    """A whole draft: what it holds, what it still lacks, and the published indicators it leaves out."""

    id: str
    draft: Draft
    missing: tuple[Missing, ...]
    left_out: tuple[Indicator, ...]


@dataclass(frozen=True, slots=True)
class TakenIn:
    """A file that was read: the instrument it became, and whether that was there already."""

    id: str
    title: str
    is_new: bool


class InstrumentDrafts:
    """Making own instruments. Every method is one action that can be undone; what is typed in one field
    within a minute is one too. A draft takes any text: what is not right yet is told in `missing`."""

    def __init__(self, file: SchoolFile, instruments: Instruments, today: Callable[[], date]) -> None:
        self._file, self._instruments, self._today = file, instruments, today

    def all(self) -> list[DraftLine]:
        known = self._instruments.known()
        with self._file.reading() as session:
            rows = session.scalars(select(t.InstrumentDraft).order_by(t.InstrumentDraft.created_at)).all()
            found = [(row.id, drafts.from_document(row.content, known)) for row in rows]
        return [
            DraftLine(
                draft_id,
                draft.instrument.title,
                draft.instrument.version,
                draft.instrument.kind,
                len(draft.instrument.indicators),
                len(drafts.missing(draft, known)),
            )
            for draft_id, draft in found
        ]

    def get(self, draft_id: str) -> DraftDetail:
        """Raises RuleBroken when the draft is not there any more."""
        known = self._instruments.known()
        with self._file.reading() as session:
            draft = drafts.from_document(_row(session, draft_id).content, known)
        there = {one.key for one in draft.instrument.indicators}
        newest = {
            one.key: one
            for one in sorted(known.values(), key=lambda one: one.version)
            if one.key not in there
        }
        left_out = tuple(sorted(newest.values(), key=place_in_list))
        return DraftDetail(draft_id, draft, drafts.missing(draft, known), left_out)

    # A draft begins

    def new(self, title: str = "") -> str:
        """Begin with nothing; gives the id of the draft."""
        draft = drafts.new_draft(_new_key()).described(title=_clean(title))
        return self._begin("Nieuwe kijkwijzer", draft)

    def copy(self, instrument_id: str, title: str = "") -> str:
        """Begin an own kijkwijzer as a copy of this one; gives the id of the draft."""
        draft = drafts.copy_of(self._instruments.get(instrument_id), _new_key())
        if title:
            draft = draft.described(title=_clean(title))
        return self._begin("Kijkwijzer kopiëren", draft)

    def revise(self, instrument_id: str) -> str:
        """Begin the next version of an own instrument, or go on with the one begun; gives the draft's id."""
        if not next(one.own for one in self._instruments.all(retired=True) if one.id == instrument_id):
            raise RuleBroken("Deze kijkwijzer hoort bij lesobs en staat vast. Maak er een kopie van.")
        source = self._instruments.get(instrument_id)
        with self._file.reading() as session:
            begun = session.scalar(select(t.InstrumentDraft.id).where(t.InstrumentDraft.key == source.key))
            newest = _newest(session, source.key)
        if begun is not None:
            return begun
        draft = drafts.next_version(source).described(version=newest + 1)
        return self._begin("Nieuwe versie van een kijkwijzer", draft)

    def remove(self, draft_id: str) -> None:
        """Throw a draft away."""
        with self._file.transaction("Concept weggooien") as session:
            session.delete(_row(session, draft_id))

    # Writing in it

    def describe(self, draft_id: str, field: str, text: str) -> None:
        """Write the `title` or `description` as it is being typed."""
        assert field in ("title", "description")
        clean = _clean(text)
        self._change(draft_id, "Kijkwijzer aanpassen", lambda draft: draft.described(**{field: clean}), field)

    def set_kind(self, draft_id: str, kind: Kind) -> None:
        self._change(draft_id, "Soort bezoek", lambda draft: draft.described(kind=kind))

    def set_minutes(self, draft_id: str, first: int, last: int) -> None:
        """The usual length of a visit."""
        change = lambda draft: draft.described(minutes=(first, last))  # noqa: E731
        self._change(draft_id, "Duur van een bezoek", change, "minutes")

    def write(self, draft_id: str, key: str, field: str, text: str) -> None:
        """Write one field of an own indicator as it is being typed: `title`, `text`, `question`, `watched`,
        `standard`, or `anchors.1` to `anchors.4`."""
        clean = _clean(text)
        change = lambda draft: draft.written(key, field, clean)  # noqa: E731
        self._change(draft_id, "Indicator schrijven", change, f"{key} {field}")

    def write_look_for(self, draft_id: str, key: str, position: int, look_for: LookFor) -> None:
        """Write a look-for of an own indicator; positions count from 0, a blank one counts for nothing."""
        clean = LookFor(look_for.who, _clean(look_for.text))
        change = lambda draft: draft.looked_for(key, position, clean)  # noqa: E731
        self._change(draft_id, "Kijkpunt schrijven", change, f"{key} look_for {position}")

    # Its indicators

    def take(self, draft_id: str, key: str) -> None:
        """Take in a published indicator that was left out, in its newest words."""
        found = next((one for one in self.get(draft_id).left_out if one.key == key), None)
        if found is not None:
            code = drafts.free_code(self._taken_codes())
            self._change(draft_id, "Indicator opnemen", lambda draft: draft.having(found, code))

    def add_own(self, draft_id: str) -> str:
        """Add an own indicator, still to be written; gives its key."""
        key, code = _new_key(), drafts.free_code(self._taken_codes())
        self._change(draft_id, "Eigen indicator toevoegen", lambda draft: draft.having_new(key, code))
        return key

    def drop(self, draft_id: str, key: str) -> None:
        """Leave an indicator out; what was written of an own one that is not published yet goes with it."""
        self._change(draft_id, "Indicator weglaten", lambda draft: draft.without(key))

    def move(self, draft_id: str, key: str, by: int) -> None:
        """Move an own indicator among the own ones of its part; the codes follow the order."""
        self._change(draft_id, "Indicator verplaatsen", lambda draft: draft.moved(key, by))

    # Out of the draft, and in from a file

    def publish(self, draft_id: str) -> str:
        """Make an instrument of a draft that lacks nothing; gives its id. From then on its words are fixed,
        and earlier versions are offered no more. Raises RuleBroken with what is missing."""
        known = self._instruments.known()
        with self._file.transaction("Kijkwijzer publiceren") as session:
            row = _row(session, draft_id)
            draft = drafts.from_document(row.content, known)
            draft = draft.described(version=_newest(session, draft.instrument.key) + 1)
            lacks = drafts.missing(draft, known)
            if lacks:
                count = dutch.count(len(lacks), "ding", "dingen")
                raise RuleBroken(f"Er mist nog iets, {count}. {lacks[0].sentence}")
            instrument_id = publish(session, drafts.finished(draft, known), self._today())
            session.delete(row)
        return instrument_id

    def take_in(self, path: Path) -> TakenIn:
        """Publish the instrument in a file; one that is here already changes nothing.

        Raises InstrumentMistakes with all that is wrong in the file, and RuleBroken when this version is here
        with other words.
        """
        instrument = read_instrument_file(path, self._instruments.known())
        with self._file.reading() as session:
            query = select(t.Instrument.id).where(
                t.Instrument.key == instrument.key, t.Instrument.version == instrument.version
            )
            present = session.scalar(query)
        if present is not None:
            if self._instruments.get(present) == instrument:
                return TakenIn(present, instrument.title, is_new=False)
            raise RuleBroken(
                f"Versie {instrument.version} van deze kijkwijzer is er al, met een andere inhoud. Wat "
                "gepubliceerd is, verandert niet meer. Geef het bestand een hoger nummer bij version."
            )
        with self._file.transaction("Kijkwijzer inlezen") as session:
            return TakenIn(publish(session, instrument, self._today()), instrument.title, is_new=True)

    def take_in_unfinished(self, path: Path) -> str:
        """Begin a draft with a file whose mistakes can be mended in it (`can_be_mended`); gives its id."""
        known = self._instruments.known()
        draft = drafts.from_document(fields_of_file(path), known)
        with self._file.reading() as session:
            key = draft.instrument.key
            begun = session.scalar(select(t.InstrumentDraft.id).where(t.InstrumentDraft.key == key))
            newest = _newest(session, key)
        if begun is not None:
            raise RuleBroken("Van deze kijkwijzer is al een concept. Publiceer dat eerst, of gooi het weg.")
        if draft.instrument.version <= newest:
            draft = draft.described(version=newest + 1)
        return self._begin("Kijkwijzer inlezen", draft)

    def _begin(self, words: str, draft: Draft) -> str:
        draft_id = t.new_id()
        with self._file.transaction(words) as session:
            session.add(
                t.InstrumentDraft(
                    id=draft_id,
                    key=draft.instrument.key,
                    version=draft.instrument.version,
                    content=drafts.as_document(draft),
                )
            )
        return draft_id

    def _change(
        self, draft_id: str, words: str, change: Callable[[Draft], Draft], typed: str | None = None
    ) -> None:
        """One action on a draft; `typed` is the field whose typing counts as one."""
        merge = f"draft {draft_id} {typed}" if typed else None
        known = self._instruments.known()
        with self._file.transaction(words, merge=merge) as session:
            row = _row(session, draft_id)
            content = drafts.as_document(change(drafts.from_document(row.content, known)))
            if content != row.content:
                row.content = content

    def _taken_codes(self) -> set[str]:
        """So that an own code means one thing in the whole school, as far as the school gives them out."""
        known: Known = self._instruments.known()
        with self._file.reading() as session:
            contents = session.scalars(select(t.InstrumentDraft.content)).all()
        begun = [drafts.from_document(content, known).instrument for content in contents]
        return {one.code for one in known.values()} | {i.code for one in begun for i in one.indicators}


def can_be_mended(mistakes: InstrumentMistakes) -> bool:
    """Whether a file with these mistakes can be taken in as a draft, and put right there."""
    return drafts.can_be_mended(mistakes.mistakes)


def _row(session: Session, draft_id: str) -> t.InstrumentDraft:
    row = session.get(t.InstrumentDraft, draft_id)
    if row is None:
        raise RuleBroken("Dit concept is er niet meer.")
    return row


def _newest(session: Session, key: str) -> int:
    query = select(func.max(t.Instrument.version)).where(t.Instrument.key == key)
    return session.scalar(query) or 0


def _new_key() -> str:
    """A key that no other school will ever give out too."""
    return f"eigen.{uuid.uuid4().hex}"


def _clean(text: str) -> str:
    """Raises RuleBroken for a text longer than the program keeps; half a sign becomes a question mark."""
    require_text(text)
    return text.encode("utf-8", "replace").decode("utf-8")
