"""This file is what is worth knowing while planning a visit; hints only, nothing here forbids."""

from collections.abc import Iterable, Sequence
from datetime import date

from lesobs.domain import dutch
from lesobs.domain.schoolyear import Holiday, public_holidays
from lesobs.services.visit_lines import VisitLine

EXAMPLE_QUESTIONS = (
    "Wie geeft er antwoord, en wie nog niet?",
    "Weten leerlingen wat ze leren en waarom?",
    "Wat doen leerlingen met de feedback die ze krijgen?",
)


def about_day(day: date, holidays: Iterable[Holiday]) -> str:
    """Why no lessons are given on a day; empty when they are."""
    free = next((one for one in (*holidays, *public_holidays(day.year)) if day in one), None)
    if free is not None:
        return f"Let op: {dutch.day(day)} is een vrije dag ({free.name})."
    if day.weekday() >= 5:
        return f"Let op: {dutch.day(day)} valt in het weekend."
    return ""


def about_teacher(
    teacher_id: str, day: date, visits: Sequence[VisitLine], leaving_out: str | None = None
) -> str:
    """Whether a teacher is visited in the same week already; `leaving_out` is the visit being changed."""
    others = [
        visit
        for visit in visits
        if visit.teacher_id == teacher_id
        and visit.id != leaving_out
        and visit.held_on.isocalendar()[:2] == day.isocalendar()[:2]
    ]
    if not others:
        return ""
    first = others[-1]
    return f"Krijgt in deze week al bezoek: {dutch.day(first.held_on, year=False)}, door {first.observer}."
