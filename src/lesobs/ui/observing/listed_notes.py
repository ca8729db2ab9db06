"""This file is what is done with notes in the list: marked, moved, put in the report, removed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import uuid4

from lesobs.domain import dutch
from lesobs.services.school import School
from lesobs.services.visit_detail import NoteDetail

if TYPE_CHECKING:
    from lesobs.ui.observing.visit import ObservedVisit


class ListedNotes:
    """The notes of a visit. What the file does not take now waits like a score does, and is shown as it will
    be; False says that it neither is kept nor waits."""

    def __init__(self, visit: ObservedVisit, school: School) -> None:
        self._visit, self._observing = visit, school.observing

    def mark_time(self) -> bool:
        """Note the present moment, for words that come later."""
        visit, observing = self._visit, self._observing
        visit_id, mark = visit.id, NoteDetail(str(uuid4()), visit.clock(), visit.detail.phase, "", None)
        return visit.write(
            ("note", visit_id, mark.id),
            f"tijdstip {dutch.clock(mark.at)}",
            mark,
            lambda: observing.write_note(visit_id, mark.id, mark.at, ""),
        )

    def move(self, note_id: str, by: int, focused: str) -> None:
        """Tie a note to the indicator before or after its own; a free one to the indicator in focus."""
        keys = [indicator.key for indicator in self._visit.detail.instrument.indicators]
        shown = self._visit.shown_note(note_id)
        present = shown.indicator_key if shown is not None else None
        place = keys.index(present) + by if present else keys.index(focused)
        if 0 <= place < len(keys):
            self.tie(note_id, keys[place])

    def tie(self, note_id: str, key: str | None) -> bool:
        """Tie a note to another indicator, or to none."""
        visit, observing = self._visit, self._observing
        shown = visit.shown_note(note_id)
        if shown is None:
            return False
        where = f"bij {visit.code(key)}" if key else "zonder indicator"
        return visit.write_or_wait(
            ("tie", visit.id, note_id),
            f"aantekening {dutch.clock(shown.at)} {where}",
            replace(shown, indicator_key=key),
            lambda: observing.tie_note(note_id, key),
        )

    def report(self, note_id: str) -> bool:
        """Take a note into the report to the teacher, or out of it."""
        visit, observing = self._visit, self._observing
        shown = visit.shown_note(note_id)
        if shown is None:
            return False
        wanted = not shown.goes_into_report
        chosen = None if wanted == (shown.indicator_key is not None) else wanted
        return visit.write_or_wait(
            ("report", visit.id, note_id),
            f"aantekening {dutch.clock(shown.at)} {'in' if wanted else 'niet in'} het verslag",
            replace(shown, in_report=chosen),
            lambda: observing.put_in_report(note_id, chosen),
        )

    def remove(self, note_ids: list[str]) -> bool:
        """Remove one note or several, as one action."""
        visit, observing = self._visit, self._observing
        shown = tuple(note for note in visit.detail.notes if note.id in note_ids)
        times = dutch.listed(dutch.clock(note.at) for note in shown)
        return bool(shown) and visit.write_or_wait(
            ("remove", visit.id, *note_ids),
            f"verwijderen van {'aantekening' if len(shown) == 1 else 'aantekeningen'} {times}",
            shown,
            lambda: observing.remove_note(*note_ids),
        )
