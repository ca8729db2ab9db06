"""This file is what can be done with one visit from more than one page: begin it, and show its papers."""

import re
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from lesobs.domain import dutch
from lesobs.domain.visit import VisitState
from lesobs.services.school import School
from lesobs.services.visit_lines import VisitLine
from lesobs.ui import ask
from lesobs.ui.errors import refusals_shown


def waits_now(school: School, visit: VisitLine) -> bool:
    """Whether F5 is for this visit: it is going on, or planned for today. A plan of another day is not what
    somebody means who stands before a class now."""
    today = visit.state is VisitState.PLANNED and visit.held_on == school.today()
    return today or visit.state is VisitState.BUSY


def begin_visit(parent: QWidget, school: School, visit: VisitLine) -> bool:
    """Start a planned visit, moved to today if the user wants that; gives whether one can observe now."""
    if visit.state is not VisitState.PLANNED:
        return True
    today = school.today()
    with refusals_shown(parent, "Dit bezoek kan niet beginnen"):
        if visit.held_on != today:
            sentence = (
                f"Het bezoek bij {visit.teacher} staat gepland op {dutch.day(visit.held_on)}. "
                "Zet het op vandaag en begin nu?"
            )
            if not ask.confirm(parent, "Nu beginnen?", sentence, "Begin nu"):
                return False
            plan = school.visits.get(visit.id).draft
            school.visits.change_plan(visit.id, replace(plan, held_on=today))
        school.visits.start(visit.id)
        return True
    return False


def show_report(parent: QWidget, school: School, visit: VisitLine, version: int | None = None) -> None:
    """Show the report in the preview, from where it can be saved and printed.

    `version`: as it was settled then, before the visit was opened again.
    """
    from lesobs.ui.preview import Preview  # only when asked for: it brings the PDF viewer

    then = f" versie {version}" if version is not None else ""
    Preview.show_paper(
        parent,
        f"Verslag {visit.teacher}{then}",
        f"Verslag {_as_file_name(visit.teacher, 'docent')} {visit.held_on.isoformat()}{then}.pdf",
        lambda path: school.papers.visit(visit.id, path, version),
    )


def show_form(
    parent: QWidget, school: School, instrument_id: str, visit_id: str | None = None, *, own: bool = False
) -> None:
    """Show the blank form of an instrument in the preview, with what is known of a visit filled in.

    `own`: the page on which the teacher scores the own lesson.
    """
    from lesobs.ui.preview import Preview

    title = school.instruments.get(instrument_id).title
    what = "Formulier voor de docent" if own else "Blanco formulier"
    Preview.show_paper(
        parent,
        f"{what}: {title}",
        f"{what} {_as_file_name(title, 'kijkwijzer')}.pdf",
        lambda path: school.papers.form(instrument_id, path, visit_id=visit_id, own=own),
    )


def _as_file_name(text: str, otherwise: str) -> str:
    return re.sub(r"[^\w .-]", "", text).strip()[:80] or otherwise
