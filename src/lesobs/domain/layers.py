"""This file is the layer of a school in which somebody carries work, and what it follows from."""

import re
from dataclasses import dataclass
from enum import StrEnum

from lesobs.domain.texts import folded
from lesobs.domain.visit import ObserverRole


class Layer(StrEnum):
    """Where in a school somebody carries work."""

    LEADERS = "leaders"
    SECTION = "section"
    TEACHERS = "teachers"

    @property
    def word(self) -> str:
        return {"leaders": "leiding", "section": "sectie", "teachers": "docenten"}[self.value]


NO_LAYER = "functie niet bekend"
HOW_TO_TELL = "Zet er (leiding), (sectie) of (docenten) achter."


@dataclass(frozen=True, slots=True)
class Placing:
    """The layer of somebody, None when nothing tells, and a sentence on what it follows from."""

    layer: Layer | None
    why: str

    @property
    def word(self) -> str:
        return self.layer.word if self.layer else NO_LAYER


_KNOWN: tuple[tuple[Layer, str], ...] = (
    (
        Layer.LEADERS,
        r"(con|vice)?rect(or|oren|rix)|adjunct|bestuur(der|ders)?|mt|managementteam"
        r"|(adjunct|con|locatie|vestigings|onderwijs|sector|unit)?direct(eur|eurs|euren|rice|ie)"
        r"|(school|team|afdelings|locatie|vestigings|onderwijs|sector|unit|bouw)?lei(der|ders|dster|ding)"
        r"|kwaliteit(szorg)?|kwaliteits(zorg)?(coordinator|medewerker|functionaris|adviseur|manager)(en|s)?",
    ),
    (Layer.SECTION, r"(vak)?sectie\w*|vakgroep\w*|leergebied\w*|vakvoorzitters?"),
    (
        Layer.TEACHERS,
        r"docent\w*|\w*docent(e|en|es)?|\w*(leraar|lerares|leraren|leerkracht|leerkrachten)"
        r"|\w*mentor(en)?|(beeld|vak)?coach(es)?|schoolopleiders?|werkbegeleiders?",
    ),
)
"""The usual functions of a secondary school, word by word; who leads and teaches, leads. Who works at the
quality of the whole school does so for those who lead it."""


def placed(role: ObserverRole | None, function: str) -> Placing:
    """The layer of a person, from what is filled in about them.

    A layer in brackets in the function is what the school itself says. Else who visits as team or school
    leader leads, and else the function tells when it is a usual one. Without a function, who visits as
    colleague or coach is a teacher. A function that is not known is not guessed at.
    """
    plain = folded(function)
    for layer in Layer:
        if re.search(rf"\(\s*{layer.word}\s*\)", plain):
            return Placing(layer, f"({layer.word}) staat in de functie.")
    if role in (ObserverRole.TEAM_LEADER, ObserverRole.SCHOOL_LEADER):
        return Placing(Layer.LEADERS, f"Bezoekt lessen als {role.word}.")
    words = re.findall(r"\w+", plain)
    for layer, known in _KNOWN:
        if found := next((word for word in words if re.fullmatch(known, word)), ""):
            return Placing(layer, f"In de functie staat: {_as_typed(found, function)}.")
    if not function.strip() and role is not None:
        return Placing(Layer.TEACHERS, f"Geen functie ingevuld; bezoekt lessen als {role.word}.")
    return Placing(None, HOW_TO_TELL if function.strip() else "Er is geen functie ingevuld.")


def _as_typed(word: str, function: str) -> str:
    """The word of a function as somebody typed it."""
    return next((one for one in re.findall(r"\w+", function) if folded(one) == word), word)
