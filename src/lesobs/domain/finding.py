"""This file is what a team concludes from a picture, and how far it has come with that."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from lesobs.domain.cycle import Outcome, Phase


class FindingKind(StrEnum):
    """What kind of conclusion a finding is."""

    STRENGTH = "strength"
    DEVELOP = "develop"
    QUESTION = "question"

    @property
    def word(self) -> str:
        return {"strength": "sterk punt", "develop": "ontwikkelpunt", "question": "vraag"}[self.value]


class FindingState(StrEnum):
    """gezien → besproken → afgesproken → gedaan → opnieuw gekeken → geborgd, bijgesteld or gestopt."""

    SEEN = "seen"
    DISCUSSED = "discussed"
    AGREED = "agreed"
    DONE = "done"
    LOOKED_AGAIN = "looked_again"
    SECURED = "secured"
    ADJUSTED = "adjusted"
    STOPPED = "stopped"

    @property
    def word(self) -> str:
        return {
            "seen": "gezien",
            "discussed": "besproken",
            "agreed": "afgesproken",
            "done": "gedaan",
            "looked_again": "opnieuw gekeken",
            "secured": "geborgd",
            "adjusted": "bijgesteld",
            "stopped": "gestopt",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Turn:
    """A cycle that follows from a finding, as far as its state depends on it."""

    phase: Phase
    outcome: Outcome | None
    looked_again: bool
    """Whether lessons were seen after the activities, or a reason why not was written down."""


def state_of(discussed: bool, activities_open: Sequence[bool], turns: Sequence[Turn]) -> FindingState:
    """How far a finding has come: that follows from what hangs under it, nobody sets it.

    `activities_open` tells of each activity under the finding or its cycles whether it is still to be done;
    `turns` are its cycles, the oldest first. The last turn decides; one that was adjusted and not followed by
    a next turn stays adjusted.
    """
    last = turns[-1] if turns else None
    if last is not None and last.outcome is not None:
        return {
            Outcome.SECURE: FindingState.SECURED,
            Outcome.ADJUST: FindingState.ADJUSTED,
            Outcome.STOP: FindingState.STOPPED,
        }[last.outcome]
    if last is not None and last.phase in (Phase.CHECK, Phase.ACT) and last.looked_again:
        return FindingState.LOOKED_AGAIN
    if activities_open and not any(activities_open):
        return FindingState.DONE
    if activities_open or turns:
        return FindingState.AGREED
    return FindingState.DISCUSSED if discussed else FindingState.SEEN
