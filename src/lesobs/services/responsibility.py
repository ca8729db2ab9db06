"""This file is who does what in a school year: how much open work each person and each layer holds."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from lesobs.domain.layers import NO_LAYER, Layer, placed
from lesobs.domain.responsibility import Load, loads, percent
from lesobs.domain.schoolyear import SchoolYear
from lesobs.services.calendar import ActivityLine, Calendar
from lesobs.services.cycles import CycleLine, Cycles
from lesobs.services.people import People, PersonLine

NOBODY = "Nog niemand"


@dataclass(frozen=True, slots=True)
class LoadLine:
    """What a person or a layer holds. `key` is the id of the person or the name of the layer, "" for what
    nobody holds; `share` is the part of all open work in percents; `left_on` tells since when somebody is
    gone; `why` what the layer of a person follows from."""

    key: str
    name: str
    about: str
    layer: Layer | None
    load: Load
    share: int
    left_on: date | None = None
    why: str = ""

    @property
    def layer_word(self) -> str:
        return "" if not self.key else self.layer.word if self.layer else NO_LAYER


@dataclass(frozen=True, slots=True)
class Division:
    """All open work of a school year and who holds it: first who holds most. What nobody holds is a line
    without a key, among the persons and among the layers, so that both add up to the whole."""

    year: SchoolYear
    persons: tuple[LoadLine, ...]
    layers: tuple[LoadLine, ...]
    whole: int
    without_deputy: int


@dataclass(frozen=True, slots=True)
class HeldWork:
    """What one person holds: open activities of the year by their first day, cycles led and cycles that would
    be taken over."""

    activities: tuple[ActivityLine, ...]
    cycles: tuple[CycleLine, ...]
    deputy_of: tuple[CycleLine, ...]


class Responsibility:
    """Adds up who holds what. Cycles have no year; they count from the present one on."""

    def __init__(self, people: People, calendar: Calendar, cycles: Cycles, today: Callable[[], date]) -> None:
        self._people, self._calendar, self._cycles, self._today = people, calendar, cycles, today

    def division(self, year: SchoolYear) -> Division:
        """Everybody who is there, and who left and still holds something."""
        cycles = self._open_cycles(year)
        held = loads(self._calendar.activities(year), cycles)
        whole = sum(one.total for one in held.values())
        lines = [
            _line(person, held.get(person.id, Load()), whole)
            for person in self._people.persons(also_left=True)
            if not _has_left(person, self._today()) or person.id in held
        ]
        nobody = held.get(None)
        layers = _layers(lines, whole)
        if nobody is not None:
            share = percent(nobody.total, whole)
            unheld = LoadLine("", NOBODY, "wie pakt dit op?", None, nobody, share)
            lines.append(unheld)
            layers = (*layers, unheld)
        lines.sort(key=lambda line: (-line.load.total, line.name.casefold()))
        without = sum(one.owner_id is not None and one.deputy_id is None for one in cycles)
        return Division(year, tuple(lines), layers, whole, without)

    def held_by(self, person_id: str | None, year: SchoolYear) -> HeldWork:
        """What one person holds; with None what nobody holds."""
        cycles = self._open_cycles(year)
        return HeldWork(
            tuple(
                one
                for one in self._calendar.activities(year)
                if one.status.open and one.owner_id == person_id
            ),
            tuple(one for one in cycles if one.owner_id == person_id),
            tuple(one for one in cycles if person_id is not None and one.deputy_id == person_id),
        )

    def _open_cycles(self, year: SchoolYear) -> list[CycleLine]:
        if year < SchoolYear.of(self._today()):
            return []
        return [one for one in self._cycles.all() if one.closed_on is None]


def _line(person: PersonLine, load: Load, whole: int) -> LoadLine:
    placing = placed(person.role, person.function)
    return LoadLine(
        person.id,
        person.name,
        person.function,
        placing.layer,
        load,
        percent(load.total, whole),
        person.left_on,
        placing.why,
    )


def _layers(lines: Iterable[LoadLine], whole: int) -> tuple[LoadLine, ...]:
    """The three layers, and those whose layer is not known when there are any."""
    listed = list(lines)
    found = []
    for layer in (*Layer, None):
        mine = [line for line in listed if line.layer is layer]
        if layer is None and not mine:
            continue
        load = Load()
        for line in mine:
            load.add(line.load)
        people = f"{len(mine)} {'medewerker' if len(mine) == 1 else 'medewerkers'}"
        name = (layer.word if layer else NO_LAYER).capitalize()
        found.append(LoadLine(layer or NO_LAYER, name, people, layer, load, percent(load.total, whole)))
    return tuple(found)


def _has_left(person: PersonLine, today: date) -> bool:
    return person.left_on is not None and person.left_on <= today
