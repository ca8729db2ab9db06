"""This file is the instruments of a school: the shipped ones, and what is published never changes."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from lesobs.domain.errors import RuleBroken
from lesobs.domain.instrument import Indicator, Instrument, LookFor, Part
from lesobs.paths import resources
from lesobs.services.files import replacing
from lesobs.storage import tables as t
from lesobs.storage.school_file import SchoolFile

if TYPE_CHECKING:  # an ordinary day reads and writes no files of instruments
    from lesobs.domain.instrument_file import Reference


@dataclass(frozen=True, slots=True)
class InstrumentLine:
    """A published instrument. `own`: made by this school or read from a file, not part of the program;
    `retired_on`: since when it is not offered any more for a new visit."""

    id: str
    title: str
    version: int
    kind: str
    indicators: int
    own: bool = False
    retired_on: date | None = None


@dataclass(frozen=True, slots=True)
class InstrumentIds:
    """The rows in the file behind an instrument: of each indicator by its key, and its look-fors in order."""

    indicators: Mapping[str, str]
    look_fors: Mapping[str, tuple[str, ...]]


class Instruments:
    """Reading and adding instruments. Since a published version is fixed, each is read from the file once."""

    def __init__(self, file: SchoolFile, today: Callable[[], date]) -> None:
        self._file = file
        self._today = today
        self._known: dict[str, tuple[Instrument, InstrumentIds]] = {}

    def add_shipped(self) -> None:
        """Add the instruments that come with the program, as far as this school does not have them yet."""
        with self._file.reading() as session:
            present = {tuple(row) for row in session.execute(select(t.Instrument.key, t.Instrument.version))}
        if self._of_program <= present:
            return
        from lesobs.domain.instrument_file import shipped

        with self._file.transaction("Kijkwijzers toevoegen") as session:
            for instrument in shipped(resources() / "instruments"):
                if instrument.reference not in present:
                    publish(session, instrument, self._today())

    def all(self, *, retired: bool = False, also: str | None = None) -> list[InstrumentLine]:
        """Those that a new visit can be planned with, the longest first.

        With `retired` those out of use too. `also` is the instrument of a visit that is there already, which
        stays a choice for that visit whether it is in use or not.
        """
        query = select(t.Instrument.id, t.Instrument.key, t.Instrument.retired_on)
        if not retired:
            query = query.where(t.Instrument.retired_on.is_(None) | (t.Instrument.id == also))
        with self._file.reading() as session:
            rows = session.execute(query).all()
        of_program = {key for key, _ in self._of_program}
        found = [(row, self.get(row.id)) for row in rows]
        found.sort(key=lambda pair: (-len(pair[1].indicators), pair[1].title, -pair[1].version))
        return [
            InstrumentLine(
                row.id,
                one.title,
                one.version,
                one.kind,
                len(one.indicators),
                row.key not in of_program,
                row.retired_on,
            )
            for row, one in found
        ]

    def offered_like(self, instrument_id: str) -> str:
        """What to plan a visit with after one with this: itself, its newer version, or one of its kind."""
        offered, before = self.all(), self.get(instrument_id)

        def likeness(one: InstrumentLine) -> tuple[bool, bool, bool]:
            return one.id == instrument_id, self.get(one.id).key == before.key, one.kind == before.kind

        return max(offered, key=likeness).id

    def known(self) -> dict[Reference, Indicator]:
        """All published indicators of this school, also of instruments that are out of use."""
        with self._file.reading() as session:
            ids = session.scalars(select(t.Instrument.id)).all()
        return {one.reference: one for row_id in ids for one in self.get(row_id).indicators}

    def retire(self, instrument_id: str) -> None:
        """Offer an instrument no more; visits planned or seen with it keep it. One has to stay in use."""
        with self._file.transaction("Kijkwijzer uit gebruik nemen") as session:
            row = session.get_one(t.Instrument, instrument_id)
            others = select(t.Instrument.id).where(
                t.Instrument.retired_on.is_(None), t.Instrument.id != instrument_id
            )
            if session.scalar(others.limit(1)) is None:
                raise RuleBroken("Dit is de enige kijkwijzer in gebruik. Neem eerst een andere in gebruik.")
            row.retired_on = row.retired_on or self._today()

    def bring_back(self, instrument_id: str) -> None:
        """Offer an instrument again that was out of use."""
        with self._file.transaction("Kijkwijzer weer in gebruik nemen") as session:
            session.get_one(t.Instrument, instrument_id).retired_on = None

    def export(self, instrument_id: str, path: Path) -> None:
        """Write an instrument as a file that another school can read. Raises RuleBroken."""
        from lesobs.domain.instrument_file import write_instrument

        text = write_instrument(self.get(instrument_id))
        with replacing(path) as half:
            half.write_text(text, encoding="utf-8", newline="\n")

    def get(self, instrument_id: str) -> Instrument:
        return self._read(instrument_id)[0]

    def ids(self, instrument_id: str) -> InstrumentIds:
        """The rows in the file behind one instrument."""
        return self._read(instrument_id)[1]

    def _read(self, instrument_id: str) -> tuple[Instrument, InstrumentIds]:
        if instrument_id not in self._known:
            with self._file.reading() as session:
                self._known[instrument_id] = _load(session, instrument_id)
        return self._known[instrument_id]

    @cached_property
    def _of_program(self) -> frozenset[Reference]:
        """The instruments that come with the program, by the heads of their files: reading all of them took a
        third of the time in which a school opens."""
        texts = (path.read_text("utf-8") for path in (resources() / "instruments").glob("*.toml"))
        heads = (tomllib.loads(text.partition("\n[[")[0]) for text in texts)
        return frozenset((head["key"], head["version"]) for head in heads)


def publish(session: Session, instrument: Instrument, today: date) -> str:
    """Write an instrument; of all its versions only the newest is then still offered."""
    instrument_id = store_instrument(session, instrument)
    versions = session.scalars(select(t.Instrument).where(t.Instrument.key == instrument.key)).all()
    newest = max(row.version for row in versions)
    for row in versions:
        if row.version < newest:
            row.retired_on = row.retired_on or today
    return instrument_id


def store_instrument(session: Session, instrument: Instrument) -> str:
    """Write an instrument; an indicator with the same key and version is shared with what is there."""
    row = t.Instrument(
        id=t.new_id(),
        key=instrument.key,
        version=instrument.version,
        title=instrument.title,
        description=instrument.description,
        kind=instrument.kind,
        minutes_from=instrument.minutes[0],
        minutes_to=instrument.minutes[1],
    )
    session.add(row)
    session.flush()
    for position, indicator in enumerate(instrument.indicators):
        indicator_id = _indicator(session, indicator)
        session.add(t.InstrumentItem(instrument_id=row.id, indicator_id=indicator_id, position=position))
    session.flush()
    return row.id


def _indicator(session: Session, indicator: Indicator) -> str:
    query = select(t.Indicator.id).where(
        t.Indicator.key == indicator.key, t.Indicator.version == indicator.version
    )
    if found := session.scalar(query):
        return found
    row = t.Indicator(
        id=t.new_id(),
        key=indicator.key,
        version=indicator.version,
        code=indicator.code,
        part=indicator.part.value,
        standard=indicator.standard,
        title=indicator.title,
        text=indicator.text,
        question=indicator.question,
        watched=indicator.watched,
        own=indicator.own,
    )
    session.add(row)
    session.flush()
    for position, look_for in enumerate(indicator.look_fors):
        session.add(t.LookFor(indicator_id=row.id, position=position, who=look_for.who, text=look_for.text))
    for level, text in enumerate(indicator.anchors, start=1):
        session.add(t.Anchor(indicator_id=row.id, level=level, text=text))
    session.flush()
    return row.id


def _load(session: Session, instrument_id: str) -> tuple[Instrument, InstrumentIds]:
    row = session.get_one(t.Instrument, instrument_id)
    rows = session.scalars(
        select(t.Indicator)
        .join(t.InstrumentItem, t.InstrumentItem.indicator_id == t.Indicator.id)
        .where(t.InstrumentItem.instrument_id == instrument_id)
        .order_by(t.InstrumentItem.position)
    ).all()
    wanted = [indicator.id for indicator in rows]
    look_fors: dict[str, list[LookFor]] = defaultdict(list)
    look_for_ids: dict[str, list[str]] = defaultdict(list)
    for look in session.scalars(
        select(t.LookFor).where(t.LookFor.indicator_id.in_(wanted)).order_by(t.LookFor.position)
    ):
        look_for = LookFor("docent" if look.who == "docent" else "leerling", look.text)
        look_fors[look.indicator_id].append(look_for)
        look_for_ids[look.indicator_id].append(look.id)
    anchors: dict[str, list[str]] = defaultdict(list)
    for anchor in session.scalars(
        select(t.Anchor).where(t.Anchor.indicator_id.in_(wanted)).order_by(t.Anchor.level)
    ):
        anchors[anchor.indicator_id].append(anchor.text)
    indicators = tuple(
        Indicator(
            key=one.key,
            version=one.version,
            code=one.code,
            part=Part(one.part),
            standard=one.standard,
            title=one.title,
            text=one.text,
            look_fors=tuple(look_fors[one.id]),
            anchors=tuple(anchors[one.id]),  # type: ignore[arg-type]
            question=one.question,
            watched=one.watched,
            own=one.own,
        )
        for one in rows
    )
    instrument = Instrument(
        key=row.key,
        version=row.version,
        title=row.title,
        description=row.description,
        kind="flits" if row.kind == "flits" else "volledig",
        minutes=(row.minutes_from, row.minutes_to),
        indicators=indicators,
    )
    return instrument, InstrumentIds(
        indicators={one.key: one.id for one in rows},
        look_fors={one.key: tuple(look_for_ids[one.id]) for one in rows},
    )
