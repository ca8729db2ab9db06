"""This file is the plan of a visit: what is fixed about it before it starts."""

from dataclasses import dataclass
from datetime import date

from lesobs.domain.activity import require_sensible
from lesobs.domain.errors import RuleBroken
from lesobs.domain.visit import Purpose
from lesobs.storage import tables as t

LAST_LESSON_HOUR = 12


@dataclass(frozen=True, slots=True)
class VisitDraft:
    """What is fixed about a visit before it starts."""

    teacher_id: str
    section_id: str
    observer_id: str
    instrument_id: str
    held_on: date
    purpose: Purpose
    class_group_id: str | None = None
    lesson_hour: int | None = None
    announced: bool = True
    focus_question: str = ""


def require_plan(draft: VisitDraft) -> None:
    """Raises RuleBroken with what is still missing, or not possible, in the plan of a visit."""
    for value, what in (
        (draft.teacher_id, "een docent"),
        (draft.section_id, "een sectie"),
        (draft.observer_id, "een waarnemer"),
        (draft.instrument_id, "een kijkwijzer"),
    ):
        if not value:
            raise RuleBroken(f"Kies eerst {what}.")
    require_sensible(draft.held_on)
    if draft.lesson_hour is not None and not 1 <= draft.lesson_hour <= LAST_LESSON_HOUR:
        raise RuleBroken(f"Een lesuur is 1 tot en met {LAST_LESSON_HOUR}.")


def fill(visit: t.Visit, draft: VisitDraft) -> None:
    """Give a visit the plan of a draft."""
    visit.teacher_id, visit.section_id = draft.teacher_id, draft.section_id
    visit.class_group_id, visit.observer_id = draft.class_group_id, draft.observer_id
    visit.instrument_id, visit.purpose = draft.instrument_id, draft.purpose
    visit.held_on, visit.lesson_hour = draft.held_on, draft.lesson_hour
    visit.announced, visit.focus_question = draft.announced, draft.focus_question.strip()


def draft_of(visit: t.Visit) -> VisitDraft:
    """The plan of a visit."""
    return VisitDraft(
        teacher_id=visit.teacher_id,
        section_id=visit.section_id,
        observer_id=visit.observer_id,
        instrument_id=visit.instrument_id,
        held_on=visit.held_on,
        purpose=visit.purpose,
        class_group_id=visit.class_group_id,
        lesson_hour=visit.lesson_hour,
        announced=visit.announced,
        focus_question=visit.focus_question,
    )
