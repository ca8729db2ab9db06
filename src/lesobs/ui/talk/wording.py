"""This file is how findings, their counts and their states are said in words."""

from lesobs.domain import dutch
from lesobs.domain.finding import FindingState
from lesobs.domain.instrument import Indicator, place_in_list
from lesobs.domain.picture import Cell
from lesobs.domain.tally import Tally
from lesobs.services.findings import FindingLine
from lesobs.services.follow_up import FollowUp
from lesobs.services.school import School
from lesobs.ui.widgets.marks import ChipKind

TRACK = (
    FindingState.SEEN,
    FindingState.DISCUSSED,
    FindingState.AGREED,
    FindingState.DONE,
    FindingState.LOOKED_AGAIN,
    FindingState.SECURED,
)
WHOLE_SCHOOL = "hele school"
ENDS = (FindingState.SECURED, FindingState.ADJUSTED, FindingState.STOPPED)

_CHIPS: dict[FindingState, ChipKind] = {
    FindingState.AGREED: "info",
    FindingState.DONE: "info",
    FindingState.LOOKED_AGAIN: "info",
    FindingState.SECURED: "done",
}

_NEXT_STEPS = {
    FindingState.SEEN: "Bespreek haar met het team, en vul in wanneer dat was.",
    FindingState.DISCUSSED: "Spreek af wat jullie gaan doen: een cyclus, of één activiteit.",
    FindingState.AGREED: "De activiteiten lopen. Zijn ze klaar, dan staat hier ‘gedaan’.",
    FindingState.DONE: "Kijk opnieuw: plan bezoeken waarin dit terugkomt.",
    FindingState.LOOKED_AGAIN: "Kies in de cyclus: borgen, bijstellen of stoppen.",
    FindingState.SECURED: "Geborgd. In de kalender staat wanneer jullie nog eens kijken.",
    FindingState.ADJUSTED: "Bijgesteld; er volgt een nieuwe ronde.",
    FindingState.STOPPED: "Gestopt. De reden staat bij de cyclus.",
}


def state_chip(state: FindingState) -> tuple[str, ChipKind]:
    """How far a finding has come, as a chip."""
    return state.word, _CHIPS.get(state, "plain")


def next_step(finding: FindingLine, follow_up: FollowUp) -> str:
    """What the finding waits for, in one sentence."""
    if finding.state is FindingState.AGREED and not follow_up.activities:
        return "Er is een cyclus. Spreek daarin af wat jullie gaan doen, wie, en wanneer."
    return _NEXT_STEPS[finding.state]


def place_on_track(state: FindingState) -> int:
    """How far along the track a state is; the three ends are equally far."""
    return len(TRACK) - 1 if state in ENDS else TRACK.index(state)


def lessons_high(tally: Tally) -> str:
    """`3 van 12 lessen op 3 of 4`."""
    return f"{tally.high} van {dutch.count(tally.scored, 'les', 'lessen')} op 3 of 4"


def cell_words(cell: Cell | None) -> str:
    """What may be told of a cell: its counts, the words in their place, or why there is nothing."""
    if cell is None:
        return "nog niet gescoord"
    if cell.tally is None:
        return f"{cell.words} lessen op 3 of 4" if cell.words else "te weinig docenten om cijfers te tonen"
    return f"{lessons_high(cell.tally)} ({cell.tally.percent} %)"


def all_indicators(school: School) -> dict[str, Indicator]:
    """The newest wording of everything a kijkwijzer of this school looks at, in the order of the codes."""
    newest: dict[str, Indicator] = {}
    for (key, version), indicator in school.instruments.known().items():
        if key not in newest or newest[key].version < version:
            newest[key] = indicator
    return dict(sorted(newest.items(), key=lambda pair: place_in_list(pair[1])))


def indicator_words(indicator: Indicator | None) -> str:
    """`B4 Nagaan en bijstellen`."""
    return f"{indicator.code} {indicator.title}" if indicator is not None else ""
