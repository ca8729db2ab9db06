"""This file is the way out beside a remark: what to ask instead, so that there are figures."""

from dataclasses import replace

from lesobs.domain.month import said
from lesobs.domain.narrowing import Split
from lesobs.domain.picture import Grouping, PictureFilter
from lesobs.services.picture_views import Remark
from lesobs.ui.picture.asking import Answer
from lesobs.ui.picture.filters import with_period


def way_out(note: Remark, answer: Answer) -> tuple[str, PictureFilter] | None:
    """The words of a button, and the question it asks; None when nothing but other lessons would help."""
    if note.year is not None:
        return f"Toon {note.year}", replace(answer.question, years=(note.year,))
    if note.period is not None:
        months = answer.choices.words[Split.MONTH]
        return f"Toon {said(note.period)}", with_period(answer.question, note.period, months)
    if note.clusters and answer.question.rows is Grouping.SECTION:
        return "Kies clusters", replace(answer.question, rows=Grouping.CLUSTER)
    return None
