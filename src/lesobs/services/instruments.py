"""This file is the instruments of a school: the shipped ones, and what is published never changes."""

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from lesobs.domain.instrument import Indicator, Instrument, LookFor, Part
from lesobs.domain.instrument_file import shipped
from lesobs.paths import resources
from lesobs.storage import tables as t
from lesobs.storage.school_file import SchoolFile


@dataclass(frozen=True, slots=True)
class InstrumentLine:
    id: str
    title: str
    version: int
    kind: str
    indicators: int


class Instruments:
    """Reading and adding instruments. Since a published version is fixed, each is read from the file once."""

    def __init__(self, file: SchoolFile) -> None:
        self._file = file
        self._known: dict[str, Instrument] = {}
        self._indicator_ids: dict[str, dict[str, str]] = {}

    def add_shipped(self) -> None:
        """Add the instruments that come with the program, as far as this school does not have them yet."""
        with self._file.reading() as session:
            present = {tuple(row) for row in session.execute(select(t.Instrument.key, t.Instrument.version))}
        new = [i for i in shipped(resources() / "instruments") if i.reference not in present]
        if new:
            with self._file.transaction("Kijkwijzers toevoegen") as session:
                for instrument in new:
                    store_instrument(session, instrument)

    def all(self) -> list[InstrumentLine]:
        """The longest instrument first."""
        with self._file.reading() as session:
            ids = session.execute(select(t.Instrument.id, t.Instrument.title)).all()
        found = [(row.id, self.get(row.id)) for row in ids]
        found.sort(key=lambda pair: (-len(pair[1].indicators), pair[1].title))
        return [
            InstrumentLine(key, one.title, one.version, one.kind, len(one.indicators)) for key, one in found
        ]

    def get(self, instrument_id: str) -> Instrument:
        if instrument_id not in self._known:
            with self._file.reading() as session:
                self._known[instrument_id], self._indicator_ids[instrument_id] = _load(session, instrument_id)
        return self._known[instrument_id]

    def indicator_ids(self, instrument_id: str) -> dict[str, str]:
        """The rows in the file behind the indicator keys of one instrument."""
        self.get(instrument_id)
        return self._indicator_ids[instrument_id]


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


def _load(session: Session, instrument_id: str) -> tuple[Instrument, dict[str, str]]:
    row = session.get_one(t.Instrument, instrument_id)
    rows = session.scalars(
        select(t.Indicator)
        .join(t.InstrumentItem, t.InstrumentItem.indicator_id == t.Indicator.id)
        .where(t.InstrumentItem.instrument_id == instrument_id)
        .order_by(t.InstrumentItem.position)
    ).all()
    wanted = [indicator.id for indicator in rows]
    look_fors: dict[str, list[LookFor]] = defaultdict(list)
    for look in session.scalars(
        select(t.LookFor).where(t.LookFor.indicator_id.in_(wanted)).order_by(t.LookFor.position)
    ):
        look_for = LookFor("docent" if look.who == "docent" else "leerling", look.text)
        look_fors[look.indicator_id].append(look_for)
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
    return instrument, {one.key: one.id for one in rows}
