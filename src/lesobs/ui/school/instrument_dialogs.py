"""This file is the dialogs about kijkwijzers: beginning an own one, and what is wrong in a file."""

from html import escape
from pathlib import Path

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QTextBrowser, QVBoxLayout, QWidget

from lesobs.domain import dutch
from lesobs.domain.instrument_file import LONGEST
from lesobs.domain.instrument_mistakes import InstrumentMistakes
from lesobs.services.instrument_drafts import can_be_mended
from lesobs.services.school import School
from lesobs.ui.form_dialog import FormDialog
from lesobs.ui.look import PAGE, theme
from lesobs.ui.screen import fit_screen
from lesobs.ui.widgets.buttons import main_button, plain_button
from lesobs.ui.widgets.cards import Field
from lesobs.ui.widgets.fields import ComboBox
from lesobs.ui.widgets.labels import Label

EMPTY = ""
_EXPLANATION = (
    "Begin met een kopie: de indicatoren die je laat staan, tellen mee in hetzelfde sectiebeeld. Je kunt ze "
    "weglaten en eigen indicatoren toevoegen."
)


class NewInstrumentDialog(FormDialog):
    """Asks what to begin with and how it will be called."""

    def __init__(self, parent: QWidget, school: School, source: str | None) -> None:
        """`source` is the instrument to propose as the one to copy."""
        super().__init__(parent, "Eigen kijkwijzer", "Beginnen", "pencil", _EXPLANATION)
        self._school = school
        self.draft_id: str | None = None
        lines = school.instruments.all(also=source)
        self.source = ComboBox("Begin met", [(f"Kopie van {one.title}", one.id) for one in lines])
        self.source.addItem("Een lege kijkwijzer", EMPTY)
        self.source.set_value(source)
        self.title = QLineEdit()
        self.title.setPlaceholderText("bijv. Onze kijkwijzer")
        self.form.addWidget(Field("Begin met", self.source))
        hint = f"hooguit {LONGEST['title']} tekens; je kunt hem later nog veranderen"
        self.form.addWidget(Field("Titel", self.title, hint))

    @classmethod
    def ask(cls, parent: QWidget, school: School, source: str | None = None) -> str | None:
        """The id of the draft that was begun; None when the user thought better of it."""
        dialog = cls(parent, school, source)
        dialog.begin()
        dialog.title.setFocus()
        dialog.exec()
        dialog.deleteLater()
        return dialog.draft_id

    def _values(self) -> object:
        return self.title.text()

    def _save(self) -> None:
        source, title = self.source.value(), self.title.text().strip()
        drafts = self._school.instrument_drafts
        self.draft_id = drafts.copy(str(source), title) if source else drafts.new(title)


class MistakesDialog(QDialog):
    """All that is wrong in a file of a kijkwijzer, with where it stands; to read and to copy."""

    def __init__(self, parent: QWidget, path: Path, mistakes: InstrumentMistakes) -> None:
        super().__init__(parent)
        self.setWindowTitle("Deze kijkwijzer is niet ingelezen")
        self.text = QTextBrowser()
        self.text.setAccessibleName("Wat er nog niet klopt")
        self.text.setProperty("kind", "card")
        self.text.setHtml(_html(path, mistakes))
        count = dutch.count(len(mistakes.mistakes), "ding klopt", "dingen kloppen")
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE, 16, PAGE, 14)
        column.setSpacing(10)
        column.addWidget(Label(f"{count} nog niet", "page"))
        column.addWidget(Label(f"{path.name} · er is niets overgenomen.", tone="mute").shrinkable())
        column.addWidget(self.text, 1)
        foot = QHBoxLayout()
        foot.addStretch()
        close = plain_button("Sluiten", key="Esc")
        close.clicked.connect(self.reject)
        if can_be_mended(mistakes):
            column.insertWidget(2, Label(_MENDABLE, wrap=True))
            foot.addWidget(close)
            self.as_draft = main_button("Als concept openen", "pencil", "Enter")
            self.as_draft.clicked.connect(self.accept)
            foot.addWidget(self.as_draft)
            self.as_draft.setDefault(True)
            self.as_draft.setFocus()
        else:
            foot.addWidget(close)
            close.setDefault(True)
            close.setFocus()
        column.addLayout(foot)
        fit_screen(self, 620, min(460, 220 + 44 * len(mistakes.mistakes)))

    @classmethod
    def show_mistakes(cls, parent: QWidget, path: Path, mistakes: InstrumentMistakes) -> bool:
        """Show them; gives whether the user wants to go on with the file as a draft."""
        dialog = cls(parent, path, mistakes)
        wanted = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        return wanted


_MENDABLE = "Het gaat alleen om teksten. Je kunt de kijkwijzer als concept openen en hem hier afmaken."


def _html(path: Path, mistakes: InstrumentMistakes) -> str:
    rows = []
    for one in mistakes.mistakes:
        place = one.place.removeprefix(path.name).lstrip(", ") or "het hele bestand"
        rows.append(
            f'<p style="margin:0 0 9px 0"><span style="color:{theme().mute}">'
            f"{escape(place[:1].upper() + place[1:])}</span><br>{escape(one.sentence)}</p>"
        )
    return "".join(rows)
