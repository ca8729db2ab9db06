"""This file is the kijkwijzer as the program knows it: levels, parts, indicators and instruments."""

from dataclasses import dataclass
from enum import Enum, IntEnum
from typing import Literal, Self

from lesobs.domain.errors import RuleBroken


class Level(IntEnum):
    """What one lesson showed of one indicator; "not yet scored" is None, another state than n.v.t."""

    NOT_APPLICABLE = 0
    NOT_VISIBLE = 1
    EMERGING = 2
    VISIBLE = 3
    EFFECTIVE = 4

    @classmethod
    def of(cls, value: int) -> Self:
        """The level with this number; raises RuleBroken for anything but 0 to 4."""
        if isinstance(value, bool) or value not in (0, 1, 2, 3, 4):
            raise RuleBroken(f"Een score is 1, 2, 3 of 4, of 0 voor niet van toepassing. {value!r} kan niet.")
        return cls(value)

    @property
    def word(self) -> str:
        """The level as it is named on screen and paper."""
        return _LEVEL_TEXTS[self][0]

    @property
    def meaning(self) -> str:
        """The level explained in one line, for a legend."""
        return _LEVEL_TEXTS[self][1]

    @property
    def sign(self) -> str:
        """The level in a small box: "1" to "4", or "nvt"."""
        return str(self.value) if self else "nvt"


_LEVEL_TEXTS = {
    Level.NOT_APPLICABLE: ("niet van toepassing", "in deze les kón dit niet voorkomen"),
    Level.NOT_VISIBLE: ("niet zichtbaar", "in deze les niet gezien"),
    Level.EMERGING: ("in aanzet", "er is een begin, nog zonder merkbaar effect"),
    Level.VISIBLE: ("zichtbaar", "te zien bij docent en de meeste leerlingen"),
    Level.EFFECTIVE: ("zichtbaar en werkzaam", "leerlingen komen er verder door"),
}


class Part(Enum):
    """A part of an instrument; the value is its letter, with which every code of the part begins."""

    CLIMATE = "A"
    COURSE = "B"
    TEACHING = "C"
    LEARNING = "D"
    OWN = "E"

    @property
    def letter(self) -> str:
        """The letter of the part, "A" to "E"; also the key that jumps to it."""
        return self.value

    @property
    def title(self) -> str:
        """The heading above the indicators of this part."""
        return _PART_TITLES[self]


_PART_TITLES = {
    Part.CLIMATE: "Leerklimaat",
    Part.COURSE: "Lesverloop en lesdoel",
    Part.TEACHING: "Uitleg, oefenen en afstemmen",
    Part.LEARNING: "Feedback en eigen leerproces",
    Part.OWN: "Eigen schoolafspraken",
}


@dataclass(frozen=True, slots=True)
class LookFor:
    """Behaviour one can see; the text goes on after its subject ("Docent" "geeft eerst denktijd …")."""

    who: Literal["docent", "leerling"]
    text: str

    @property
    def subject(self) -> str:
        """The word in front of the text: "Docent" or "Leerlingen"."""
        return "Docent" if self.who == "docent" else "Leerlingen"


@dataclass(frozen=True, slots=True)
class Indicator:
    """One thing to look at; a published key and version never change, other words are a next version."""

    key: str
    version: int
    code: str
    part: Part
    standard: str
    title: str
    text: str
    look_fors: tuple[LookFor, ...]
    anchors: tuple[str, str, str, str]
    """One sentence for each of the levels 1 to 4."""
    question: str
    """An open question for a team to talk about."""
    watched: str
    """One sentence that begins with "We keken of", for a reader who was not there."""
    own: bool = False
    """An agreement of this school, not a demand of the standard."""

    @property
    def reference(self) -> tuple[str, int]:
        return (self.key, self.version)

    def anchor(self, level: Level) -> str:
        """The sentence of this level; for n.v.t. the same sentence at every indicator."""
        return self.anchors[level - 1] if level else level.meaning


def place_in_list(indicator: Indicator) -> tuple[str, int]:
    """To sort by: the order of the codes, in which 10 comes after 9."""
    number = indicator.code[1:]
    return indicator.code[:1], int(number) if number.isdecimal() else 0


def kind_word(kind: str) -> str:
    """The visit that a kind of instrument is for: `volledig bezoek` or `flitsbezoek`."""
    return "flitsbezoek" if kind == "flits" else "volledig bezoek"


@dataclass(frozen=True, slots=True)
class Instrument:
    """A list of indicators for one kind of visit; several instruments may share an indicator."""

    key: str
    version: int
    title: str
    description: str
    kind: Literal["volledig", "flits"]
    minutes: tuple[int, int]
    """The usual length of a visit, from and to, in minutes."""
    indicators: tuple[Indicator, ...]

    @property
    def reference(self) -> tuple[str, int]:
        return (self.key, self.version)

    def parts(self) -> tuple[tuple[Part, tuple[Indicator, ...]], ...]:
        """The parts that have indicators, A to E, each with its own in the order of their codes."""
        groups = ((part, tuple(i for i in self.indicators if i.part is part)) for part in Part)
        return tuple((part, found) for part, found in groups if found)
