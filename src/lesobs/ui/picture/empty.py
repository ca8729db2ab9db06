"""This file is the section picture without lessons: what is missing, and what to do."""

from collections.abc import Callable

from lesobs.domain.schoolyear import SchoolYear
from lesobs.ui.picture.asking import Answer
from lesobs.ui.widgets.states import EmptyState, Offer


def nothing_left(clear: Callable[[], object], open_filter: Callable[[], object]) -> EmptyState:
    """The filter leaves no lesson."""
    return EmptyState(
        "Geen lessen met dit filter",
        "Er is geen les die aan alles voldoet wat je hebt gekozen. Laat een deel van het filter los, of tel "
        "alles weer mee.",
        Offer("Alles weer meetellen", clear, "x", "Esc"),
        Offer("Filter", open_filter, "filter", "Ctrl+F"),
        outline="grid",
    )


def no_lessons(
    answer: Answer, to_visits: Callable[[], object], to_year: Callable[[SchoolYear], object]
) -> EmptyState:
    """Nothing was visited in these years; with a way to the newest year before that has visits."""
    last = answer.question.years[-1]
    newest = next((year for year in reversed(answer.visited) if year < last), None)
    return EmptyState(
        f"Nog geen lessen in {last}",
        "Zodra er bezoeken zijn afgerond, staat hier per sectie wat er te zien was. De eerste cijfers "
        f"verschijnen als bij een sectie {answer.picture.smallest} docenten zijn bezocht.",
        Offer("Naar Lesbezoeken", to_visits, "visit"),
        Offer(f"Toon {newest}", lambda: to_year(newest)) if newest is not None else None,
        outline="grid",
    )
