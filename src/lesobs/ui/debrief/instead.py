"""This file is what stands in the place of a talk that can't be shown (yet): why, and what to do first."""

from collections.abc import Callable

from lesobs.domain import dutch
from lesobs.domain.visit import VisitState
from lesobs.services.visit_lines import VisitLine
from lesobs.ui.debrief.talk import Talk
from lesobs.ui.widgets.states import EmptyState, Offer


def not_yet(visit: VisitLine, begin: Callable[[], object], back: Callable[[], object]) -> EmptyState:
    """A visit that is only planned."""
    return EmptyState(
        "Deze les is nog niet bezocht",
        f"Het bezoek bij {visit.teacher} staat gepland op {dutch.day(visit.held_on)}. Na de les "
        "schrijven jullie hier op wat jullie zagen en wat je afspreekt.",
        Offer("Begin bezoek", begin, "visit", "F5"),
        Offer("Naar de lijst", back, "aleft"),
    )


def too_soon(talk: Talk, to_lesson: Callable[[], object], back: Callable[[], object]) -> EmptyState:
    """The half of a duo-visit that is not finished: the observer is not to be led by the other."""
    own = talk.seen[0].line
    begun = own.state is VisitState.BUSY
    return EmptyState(
        "Kijk eerst zelf",
        f"In een duo-bezoek scoort ieder los van de ander. Rond het bezoek van {own.observer} af; daarna "
        f"staan de scores naast elkaar in het gesprek van {own.duo_with}.",
        Offer("Terug naar de les" if begun else "Naar de les", to_lesson, "visit", "Ctrl+L"),
        Offer("Naar de lijst", back, "aleft"),
    )


def gone(back: Callable[[], object], *, chosen: bool) -> EmptyState:
    """No visit, or one that was removed."""
    return EmptyState(
        "Dit bezoek is er niet meer" if chosen else "Kies eerst een bezoek",
        "In de lijst van lesbezoeken zie je welke lessen nog op een gesprek wachten.",
        Offer("Naar de lijst", back, "aleft"),
    )
