"""This file is counting pupils on task: how many of those present, at a moment, and what was going on."""

from enum import StrEnum

from lesobs.domain.errors import RuleBroken

MOST_PUPILS = 99
"""More pupils than this in one room is a slip of the keys."""


class Occupation(StrEnum):
    """What the pupils were asked to do at the moment of a count."""

    LISTENING = "listening"
    TALKING = "talking"
    TOGETHER = "together"
    ALONE = "alone"
    TESTING = "testing"
    WAITING = "waiting"

    @property
    def word(self) -> str:
        return {
            "listening": "luisteren naar uitleg",
            "talking": "klassengesprek",
            "together": "samenwerken",
            "alone": "zelfstandig werken",
            "testing": "toets",
            "waiting": "wachten of wisselen",
        }[self.value]

    @property
    def letter(self) -> str:
        """The key for it while observing; no two are the same."""
        return {
            "listening": "L",
            "talking": "K",
            "together": "S",
            "alone": "Z",
            "testing": "T",
            "waiting": "W",
        }[self.value]


def require_count(on_task: int, present: int) -> None:
    """Raises RuleBroken for numbers that can't be of one class."""
    if not 1 <= present <= MOST_PUPILS:
        raise RuleBroken(f"Het aantal aanwezige leerlingen is 1 tot en met {MOST_PUPILS}, niet {present}.")
    if not 0 <= on_task <= present:
        raise RuleBroken(
            f"Er zijn {present} leerlingen aanwezig; dan kunnen er geen {on_task} bij de les zijn."
        )
