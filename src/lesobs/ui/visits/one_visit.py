"""This file is what can be done with one visit from more than one page: begin it, and show its report."""

import re
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from lesobs.domain import dutch
from lesobs.domain.visit import VisitState
from lesobs.services.school import School
from lesobs.services.visit_lines import VisitLine
from lesobs.ui import ask
from lesobs.ui.errors import refusals_shown


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


def show_report(parent: QWidget, school: School, visit: VisitLine) -> None:
    """Show the report in the preview, from where it can be saved and printed."""
    from lesobs.ui.preview import Preview  # only when asked for: it brings the PDF viewer

    name = re.sub(r"[^\w .-]", "", visit.teacher).strip() or "docent"
    Preview.show_paper(
        parent,
        f"Verslag {visit.teacher}",
        f"Verslag {name} {visit.held_on.isoformat()}.pdf",
        lambda path: school.papers.visit(visit.id, path),
    )
