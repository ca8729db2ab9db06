"""This file is the report of one visit, shown as the paper it will be."""

import re

from PySide6.QtWidgets import QWidget

from lesobs.services.school import School
from lesobs.services.visits import VisitLine


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
