"""This file is what stands in place of the list when there is nothing in it, and what to do about that."""

from collections.abc import Callable, Sequence

from lesobs.domain import dutch
from lesobs.domain.schoolyear import SchoolYear
from lesobs.ui.widgets.states import EmptyState, Offer


def nothing_found(clear: Callable[[], object]) -> EmptyState:
    """The filter leaves no visit."""
    return EmptyState(
        "Geen bezoek gevonden",
        "Geen enkel bezoek past bij wat je zoekt. Wis het filter en je ziet weer alle bezoeken van dit jaar.",
        Offer("Filter wissen", clear, "x", "Esc"),
    )


def no_visits(
    year: SchoolYear, ready: bool, plan: Callable[[], object], to_school: Callable[[], object]
) -> EmptyState:
    """No visit in this year yet; `ready` when there are people to visit and to visit them."""
    if not ready:
        return missing_people(to_school)
    return EmptyState(
        f"Nog geen lesbezoeken in {year.name}",
        "Plan een bezoek: wie, wanneer en met welke vraag. Sta je al bijna in de klas? Met F5 begin je "
        "meteen.",
        Offer("Bezoek plannen", plan, "cal", "Ctrl+Shift+N"),
    )


def missing_people(
    to_school: Callable[[], object], what: Sequence[str] = ("docenten", "secties", "waarnemers")
) -> EmptyState:
    """There is nobody to visit, or nobody to do it."""
    list_of = " Een lijst uit Somtoday, Magister of Zermelo kan in één keer." if "docenten" in what else ""
    return EmptyState(
        "Eerst de mensen, dan de lessen",
        f"Er zijn nog geen {dutch.listed(what)}. Zet ze bij School.{list_of}",
        Offer("Naar School", to_school, "school"),
    )


def no_rounds(year: SchoolYear, add: Callable[[], object]) -> EmptyState:
    """No round in this year yet."""
    return EmptyState(
        f"Nog geen ronde in {year.name}",
        "Een ronde is een periode waarin je bij iedereen in de les wilt kijken, bijvoorbeeld van oktober tot "
        "de kerst. Hier zie je dan wie nog niet bezocht is en plan je snel door.",
        Offer("Ronde maken", add, "plus", "Ins"),
    )


def nobody_found(all_done: bool, clear: Callable[[], object]) -> EmptyState:
    """The filter leaves no teacher; `all_done` when everybody was visited or planned."""
    text = "Geen enkele docent past bij wat je zoekt. Wis het filter en je ziet weer iedereen."
    return EmptyState(
        "Iedereen is bezocht of gepland" if all_done else "Niemand gevonden",
        "In deze ronde hoeft niemand meer gepland te worden." if all_done else text,
        Offer("Toon iedereen", clear, "x", "Esc"),
    )
