"""This file is the dialog for a discussion pack: which lessons, which groups, on paper or on a wall."""

import json
from collections.abc import Iterator
from dataclasses import replace

from PySide6.QtWidgets import QDialog, QHBoxLayout, QWidget

from lesobs.domain.errors import RuleBroken
from lesobs.domain.narrowing import Split
from lesobs.domain.picture import Grouping, Picture, PictureFilter, PictureRow, hidden_names
from lesobs.services.papers import PackChoice
from lesobs.services.school import School
from lesobs.ui.form_dialog import FormDialog
from lesobs.ui.settings import Settings
from lesobs.ui.waiting import done_beside
from lesobs.ui.widgets.buttons import Switch, plain_button
from lesobs.ui.widgets.cards import Field
from lesobs.ui.widgets.fields import ComboBox
from lesobs.ui.widgets.flow import FlowLayout
from lesobs.ui.widgets.labels import Label
from lesobs.ui.widgets.ticks import TickBox

PAPER, WALL = "paper", "wall"


class PackDialog(FormDialog):
    """Starts from what the page shows; rows, form and the groups left out are those of the last time."""

    def __init__(self, parent: QWidget, school: School, question: PictureFilter) -> None:
        super().__init__(
            parent,
            "Bespreekpakket maken",
            "Maak pakket",
            "pdf",
            "Voor een gesprek met het team: hoe lees je het beeld, het overzicht, per sectie sterke "
            "punten en "
            "punten om over te praten met vragen erbij, en ruimte voor afspraken.",
            width=640,
        )
        self._school, self._habits = school, _read_habits(school)
        self._lessons = ComboBox("Welke lessen", list(_periods(school, question)))
        self._lessons.picked.connect(lambda _: self._show_groups())
        self._rows = Switch("Rijen", [(one.value, one.word) for one in Grouping])
        self._rows.set_value(question.rows.value)
        self._rows.changed.connect(lambda _: self._show_groups())
        self._form = Switch("Vorm", [(PAPER, "Op papier (A4)"), (WALL, "Op een scherm in de zaal")])
        self._form.set_value(WALL if self._habits.get("form") == WALL else PAPER)
        self._boxes: dict[str, TickBox] = {}
        left_out = self._habits.get("left_out")
        self._left_out = {str(key) for key in left_out} if isinstance(left_out, list) else set()
        self._groups = QWidget()
        self._flow = FlowLayout(self._groups, across=14, down=0)
        self._note = Label("", "secondary", "mute", wrap=True)
        self._picture: Picture | None = None
        for field in (Field("Welke lessen", self._lessons), Field("Bladen over", self._rows)):
            self.form.addWidget(field)
        self.form.addWidget(Field("Welke", self._groups))
        self.form.addLayout(self._tick_buttons())
        self.form.addWidget(self._note)
        self.form.addWidget(Field("Vorm", self._form))
        self._show_groups()
        self.begin()
        self._lessons.setFocus()

    @classmethod
    def ask(cls, parent: QWidget, school: School, question: PictureFilter) -> PackChoice | None:
        """What the pack is about, or None when the user thinks better of it."""
        dialog = cls(parent, school, question)
        given = dialog.exec() == cls.DialogCode.Accepted
        choice = dialog._values()
        dialog.deleteLater()
        return choice if given else None

    def reject(self) -> None:
        """Nothing is lost: ticks are soon put back."""
        QDialog.reject(self)

    def _values(self) -> PackChoice:
        ticked = {key for key, box in self._boxes.items() if box.isChecked()}
        groups = None if len(ticked) == len(self._boxes) else frozenset(ticked)
        return PackChoice(self._question(), groups, self._form.value() == WALL)

    def _save(self) -> None:
        if not any(box.isChecked() for box in self._boxes.values()):
            raise RuleBroken("Kies minstens één sectie, of de hele school.")
        self._note_left_out()
        habits = {"form": self._form.value(), "left_out": sorted(self._left_out)}
        Settings().set_pack_habits(self._school.path, json.dumps(habits))

    def _question(self) -> PictureFilter:
        lessons = self._lessons.value()
        assert isinstance(lessons, PictureFilter)
        return replace(lessons, rows=Grouping(self._rows.value()))

    def _tick_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        for words, on in (("Alles", True), ("Niets", False)):
            button = plain_button(words, small=True)
            button.clicked.connect(lambda _=False, on=on: self._tick_all(on))
            row.addWidget(button)
        row.addStretch()
        return row

    def _tick_all(self, on: bool) -> None:
        for box in self._boxes.values():
            box.setChecked(on)

    def _note_left_out(self) -> None:
        """What is left out stays so in another year, and for rows that are not shown now."""
        for key, box in self._boxes.items():
            (self._left_out.discard if box.isChecked() else self._left_out.add)(key)

    def _show_groups(self) -> None:
        self._note_left_out()
        question = self._question()
        self._picture = done_beside(
            self, "Zoeken…", lambda _: self._school.pictures.ask(question), can_stop=False
        )
        for box in self._boxes.values():
            box.hide()
            box.deleteLater()
        while self._flow.takeAt(0) is not None:
            pass
        rows = (self._picture.total, *self._picture.rows)
        self._boxes = {row.group.key: self._box(row) for row in rows}
        self._note.setText(_note(self._picture))
        self._note.setVisible(bool(self._note.text()))
        if self.isVisible():
            self.fit()

    def _box(self, row: PictureRow) -> TickBox:
        box = TickBox(f"{row.group.name} (zonder blad)" if row.hidden else row.group.name)
        box.setChecked(row.group.key not in self._left_out)
        self._flow.addWidget(box)
        box.show()
        return box


def _periods(school: School, shown: PictureFilter) -> Iterator[tuple[str, PictureFilter]]:
    """What the page shows when that is a choice of its own, then years and their rounds, the newest first."""
    plain = len(shown.years) == 1 and not shown.wanted
    if not plain:
        asked = school.pictures.choices(shown.years).sentence(shown.wanted)
        which = (
            f"{shown.years[0]} tot en met {shown.years[-1]}" if len(shown.years) > 1 else str(shown.years[0])
        )
        yield ", ".join(part for part in (f"Zoals op de pagina: {which}", asked) if part), shown
    years = {*school.visits.years(), *(shown.years if plain else ())}
    for year in sorted(years, key=lambda one: (one != shown.years[-1], -one.start)):
        yield f"Schooljaar {year}", PictureFilter((year,))
        for line in school.calendar.rounds(year):
            if line.starts_on <= school.today():
                chosen = PictureFilter((year,), wanted={Split.ROUND: frozenset({line.id})})
                yield f"Schooljaar {year}, alleen {line.title.lower()}", chosen


def _note(picture: Picture) -> str:
    hidden = hidden_names(picture.rows)
    if not picture.rows:
        return f"Er zijn geen lessen in {picture.year}. Kies andere lessen."
    if not hidden:
        return ""
    return (
        f"{hidden}: te weinig docenten bezocht voor een eigen blad. In het pakket staat waarom; hun lessen "
        "tellen mee bij de hele school."
    )


def _read_habits(school: School) -> dict[str, object]:
    """The choices of the last time; what can't be read is left."""
    try:
        habits = json.loads(Settings().pack_habits(school.path) or "{}")
    except ValueError:
        return {}
    return habits if isinstance(habits, dict) else {}
