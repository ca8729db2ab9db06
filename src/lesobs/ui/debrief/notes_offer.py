"""This file is the notes of the lesson on offer beside the talk: their times, and a menu to set them in."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from lesobs.domain import dutch
from lesobs.ui.debrief.talk import Talk, first_word
from lesobs.ui.widgets.buttons import Button, menu_button
from lesobs.ui.widgets.fields import TextArea
from lesobs.ui.widgets.labels import Label

LONGEST_NOTE = 64
MOST_TIMES = 6
_TIME, _REST = 46, 470
"""Room that a time takes, and the question and the button around the times, in pixels."""


@dataclass(frozen=True, slots=True)
class OfferedNote:
    """One note with words: its clock time, what it says, and what it is about and who wrote it."""

    id: str
    at: str
    text: str
    about: str = ""
    key: str | None = None

    @property
    def words(self) -> str:
        """What is set into a text."""
        return f"{self.at} {self.text}"

    @property
    def label(self) -> str:
        """One line for a menu."""
        words = " ".join(self.text.split())
        words = words if len(words) <= LONGEST_NOTE else f"{words[: LONGEST_NOTE - 1]}…"
        return f"{self.at}  {words}" + (f"  ({self.about})" if self.about else "")


def offered(talk: Talk) -> list[OfferedNote]:
    """The notes that may be seen here: those of the indicator of the next step first, each in the order of
    the lesson."""
    codes = {one.key: one.code for one in talk.lesson.instrument.indicators}
    found = []
    for visit in talk.seen:
        who = first_word(visit.line.observer) if len(talk.seen) > 1 else ""
        for note in visit.notes:
            if note.text.strip():
                about = ", ".join(word for word in (codes.get(note.indicator_key or "", ""), who) if word)
                one = OfferedNote(note.id, dutch.clock(note.at), note.text.strip(), about, note.indicator_key)
                found.append((note.at, one))
    step = talk.debrief.next_step_indicator
    found.sort(key=lambda pair: (step is None or pair[1].key != step, pair[0]))
    return [one for _, one in found]


class NotesOffer:
    """The button with the menu of notes, and the times as links; `insert` sets a note into a text."""

    def __init__(self, insert: Callable[[OfferedNote, TextArea | None], None], hint: Label) -> None:
        self._insert, self._hint = insert, hint
        self._into: TextArea | None = None
        self._notes: list[OfferedNote] = []
        self._words, self._most, self._fixed = "", MOST_TIMES, False
        self._menu = QMenu()
        self.button: Button = menu_button("Invoegen", self._menu, "note")
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # by key it opens where one writes; Tab goes on
        self.button.clicked.connect(lambda: self._aim(None))
        hint.linkActivated.connect(self._follow)

    def show_notes(self, talk: Talk, hint: str) -> None:
        """`hint` stands before the times."""
        self._notes = offered(talk)
        self._menu.clear()
        step = talk.debrief.next_step_indicator
        for place, note in enumerate(self._notes):
            if place and self._notes[place - 1].key == step is not None and note.key != step:
                self._menu.addSeparator()
            action = self._menu.addAction(note.label.replace("&", "&&"))
            action.triggered.connect(lambda _=False, note=note: self._insert(note, self._into))
        self.button.setEnabled(bool(self._notes))
        self.button.setToolTip(
            "Zet een aantekening met de tijd erbij in de tekst (Ctrl+Spatie)"
            if self._notes
            else "In deze les zijn geen aantekeningen gemaakt."
        )
        self.button.setVisible(not talk.fixed)
        self._words, self._fixed = hint, talk.fixed
        self._show_times()

    def fit(self, width: int) -> None:
        """Show as many times as there is room for in so many pixels."""
        most = min(MOST_TIMES, max(0, (width - _REST) // _TIME))
        if most != self._most:
            self._most = most
            self._show_times()

    def open_at(self, field: TextArea) -> None:
        """Open the menu where one is writing; Enter sets the note in there."""
        if self._notes:
            self._aim(field)
            where = field.mapToGlobal(field.cursorRect().bottomLeft())
            self._menu.popup(where, self._menu.actions()[0])
            self._menu.setActiveAction(self._menu.actions()[0])

    def _show_times(self) -> None:
        self._hint.set_html(" · ".join([escape(self._words), *self._times()]))

    def _times(self) -> Sequence[str]:
        timed = sorted(self._notes, key=lambda note: tuple(int(part) for part in note.at.split(".")))
        shown = timed[: self._most]
        if self._fixed or not shown:
            return [note.at for note in shown]
        links = [
            f'<a href="{escape(note.id)}" title="{escape(note.text[:120])}" style="color:@link">{note.at}</a>'
            for note in shown
        ]
        return [*links, "…"] if len(timed) > self._most else links

    def _follow(self, note_id: str) -> None:
        note = next((one for one in self._notes if one.id == note_id), None)
        if note is not None:
            self._insert(note, None)

    def _aim(self, field: TextArea | None) -> None:
        self._into = field
