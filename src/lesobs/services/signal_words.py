"""This file is how a signal is put: as a question about things one can go and see, never as a verdict."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from lesobs.domain import dutch
from lesobs.domain.signals import SignalKind
from lesobs.domain.visit import LONG_WAIT


class About(StrEnum):
    """Of what kind the things are that a signal is about; it decides where they can be seen."""

    ACTIVITY = "activity"
    CYCLE = "cycle"
    VISIT = "visit"
    SECTION = "section"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Signal:
    """A question about the things that `ids` name: `what` they are, and the question. `key` asks for it again
    with `Signals.one`; `listed` says of a list or a paper what it is narrowed to."""

    key: str
    about: About
    ids: tuple[str, ...]
    what: str
    question: str
    listed: str

    @property
    def sentence(self) -> str:
        return f"{self.what} {self.question}"


class _Identified(Protocol):
    @property
    def id(self) -> str: ...


@dataclass(frozen=True, slots=True)
class _Words:
    about: About
    one: str
    many: str
    question_one: str
    question_many: str
    listed: str


_SAID = {
    SignalKind.NO_CHECK: _Words(
        About.CYCLE,
        "cyclus",
        "cycli",
        "heeft geen checkdatum. Wanneer kijken jullie?",
        "hebben geen checkdatum. Wanneer kijken jullie?",
        "zonder checkdatum",
    ),
    SignalKind.UNCHECKED: _Words(
        About.ACTIVITY,
        "activiteit",
        "activiteiten",
        "krijgt nog geen Check. Klopt dat?",
        "krijgen nog geen Check. Klopt dat?",
        "van een cyclus zonder Check",
    ),
    SignalKind.CHECK_LATE: _Words(
        About.CYCLE,
        "cyclus",
        "cycli",
        "zou al opnieuw bekeken zijn. Wanneer lukt het?",
        "zouden al opnieuw bekeken zijn. Wanneer lukt het?",
        "nog niet opnieuw bekeken",
    ),
    SignalKind.LOOK_LATE: _Words(
        About.ACTIVITY,
        "keer",
        "keer",
        "opnieuw kijken is over tijd. Lukt het nog?",
        "opnieuw kijken is over tijd. Lukt het nog?",
        "opnieuw kijken, over tijd",
    ),
    SignalKind.NO_TALK: _Words(
        About.VISIT,
        "bezoek",
        "bezoeken",
        "wacht al lang op een gesprek. Wanneer kan dat?",
        "wachten al lang op een gesprek. Wanneer kan dat?",
        f"{LONG_WAIT} schooldagen of langer zonder gesprek",
    ),
    SignalKind.NO_VISIT: _Words(
        About.SECTION,
        "sectie",
        "secties",
        "is deze ronde nog niet bezocht. Klopt dat?",
        "zijn deze ronde nog niet bezocht. Klopt dat?",
        "secties zonder bezoek",
    ),
    SignalKind.NO_OWNER: _Words(
        About.ACTIVITY,
        "activiteit",
        "activiteiten",
        "heeft nog geen eigenaar. Wie pakt dat op?",
        "hebben nog geen eigenaar. Wie pakt dat op?",
        "zonder eigenaar",
    ),
    SignalKind.CYCLE_NO_OWNER: _Words(
        About.CYCLE,
        "cyclus",
        "cycli",
        "heeft nog geen eigenaar. Wie pakt dat op?",
        "hebben nog geen eigenaar. Wie pakt dat op?",
        "zonder eigenaar",
    ),
    SignalKind.NO_DEPUTY: _Words(
        About.CYCLE,
        "cyclus",
        "cycli",
        "heeft geen vervanger. Wie neemt het over?",
        "hebben geen vervanger. Wie neemt het over?",
        "zonder vervanger",
    ),
}


def asked(kind: SignalKind, things: Iterable[_Identified]) -> Iterator[Signal]:
    """The question about these things, when there are any."""
    ids, said = ids_of(things), _SAID[kind]
    if ids:
        question = said.question_one if len(ids) == 1 else said.question_many
        what = dutch.count(len(ids), said.one, said.many)
        yield Signal(kind, said.about, ids, what, question, said.listed)


def of_person(kind: SignalKind, person_id: str, name: str, question: str) -> Signal:
    """A question about what one person has to do."""
    return Signal(f"{kind}:{person_id}", About.PERSON, (person_id,), name, question, name)


def ids_of(things: Iterable[_Identified]) -> tuple[str, ...]:
    """Which things these are."""
    return tuple(one.id for one in things)
