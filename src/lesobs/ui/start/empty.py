"""This file is what Start shows while there is nothing yet: what to do first."""

from collections.abc import Callable

from lesobs.ui.widgets.states import EmptyState, Offer


def people_first(to_school: Callable[[], object]) -> EmptyState:
    """A school without teachers."""
    return EmptyState(
        "Eerst de mensen",
        "Lees de lijst van docenten in uit jullie administratie (Excel of CSV), of voer ze met de "
        "hand in. Daarna kun je een bezoek plannen.",
        Offer("Naar School", to_school, "people"),
        outline="list",
    )


def ready_for_visits(plan: Callable[[bool], object]) -> EmptyState:
    """A school with teachers and nothing else; `plan` hears whether the visit begins now."""
    return EmptyState(
        "Klaar voor het eerste bezoek",
        "Kies een docent en een les. Na het bezoek staat hier wie er wacht op een nabespreking, en "
        "wat deze week vraagt.",
        Offer("Bezoek plannen", lambda: plan(False), "cal"),
        Offer("Start bezoek", lambda: plan(True), "visit", "F5"),
        outline="list",
    )
