"""This file is the few questions the window asks in a dialog: a file, or a yes or no."""

from pathlib import Path
from typing import Literal

from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

SCHOOL_FILES = "Schoolbestand (*.lesobs)"
PDF_FILES = "PDF (*.pdf)"
LIST_FILES = "Lijsten (*.csv *.txt *.xlsx)"
TEXT_FILES = "Tekst (*.txt)"
Leaving = Literal["stay", "save", "go"]


def open_file(parent: QWidget, title: str, kinds: str, folder: Path) -> Path | None:
    """An existing file, or None when the user thinks better of it."""
    dialog = _file_dialog(parent, title, kinds, folder)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    return _chosen(dialog)


def save_file(parent: QWidget, title: str, kinds: str, proposal: Path) -> Path | None:
    """Where to write, with the right ending; None when the user thinks better of it."""
    dialog = _file_dialog(parent, title, kinds, proposal.parent)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(proposal.suffix.removeprefix("."))
    dialog.selectFile(proposal.name)
    return _chosen(dialog)


def _file_dialog(parent: QWidget, title: str, kinds: str, folder: Path) -> QFileDialog:
    """The system's own dialog where there is one; Qt's lacks some Dutch words, which are given here."""
    there = next((one for one in (folder, *folder.parents) if one.is_dir()), folder)  # else it names a file
    dialog = QFileDialog(parent, title, str(there), kinds)
    dialog.setOption(QFileDialog.Option.ReadOnly)  # Del in Qt's own would throw away a whole folder
    for label, word in (
        (QFileDialog.DialogLabel.LookIn, "Map:"),
        (QFileDialog.DialogLabel.FileName, "Bestandsnaam:"),
        (QFileDialog.DialogLabel.FileType, "Soort bestand:"),
        (QFileDialog.DialogLabel.Reject, "Annuleren"),
    ):
        dialog.setLabelText(label, word)
    return dialog


def _chosen(dialog: QFileDialog) -> Path | None:
    accepted = dialog.exec() == QFileDialog.DialogCode.Accepted
    name = next(iter(dialog.selectedFiles()), "")
    dialog.deleteLater()
    return Path(name) if accepted and name else None


def confirm(parent: QWidget, title: str, sentence: str, yes: str) -> bool:
    """Ask before something that is hard to take back; the safe answer has the focus."""
    box = QMessageBox(QMessageBox.Icon.Question, title, sentence, parent=parent)
    accept = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
    stay = box.addButton("Terug", QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(stay)
    box.setEscapeButton(stay)
    box.exec()
    accepted = box.clickedButton() is accept
    box.deleteLater()
    return accepted


def either(parent: QWidget, title: str, sentence: str, likely: str, other: str) -> bool | None:
    """Ask which of two is meant: True for the likely one, which has the focus; None for going back."""
    box = QMessageBox(QMessageBox.Icon.Question, title, sentence, parent=parent)
    first = box.addButton(likely, QMessageBox.ButtonRole.AcceptRole)
    second = box.addButton(other, QMessageBox.ButtonRole.ActionRole)
    box.setEscapeButton(box.addButton("Terug", QMessageBox.ButtonRole.RejectRole))
    box.setDefaultButton(first)
    box.exec()
    clicked = box.clickedButton()
    answer = True if clicked is first else False if clicked is second else None
    box.deleteLater()
    return answer


def leave(parent: QWidget, title: str, sentence: str, *, can_save: bool) -> Leaving:
    """Ask before something typed is left behind that could not be kept; staying has the focus. With
    `can_save` it can be saved as a text first."""
    box = QMessageBox(QMessageBox.Icon.Warning, title, sentence, parent=parent)
    stay = box.addButton("Blijven", QMessageBox.ButtonRole.RejectRole)
    if can_save:
        box.setInformativeText(
            "Bewaar je het eerst als tekst, dan ben je niets kwijt. Zo'n tekst staat buiten het "
            "schoolbestand en heeft geen wachtwoord."
        )
        save = box.addButton("Bewaren als tekst…", QMessageBox.ButtonRole.ActionRole)
    go = box.addButton("Toch weggaan", QMessageBox.ButtonRole.DestructiveRole)
    box.setDefaultButton(stay)
    box.setEscapeButton(stay)
    box.exec()
    answer: Leaving = "stay"
    if box.clickedButton() is go:
        answer = "go"
    elif can_save and box.clickedButton() is save:
        answer = "save"
    box.deleteLater()
    return answer


def tell(parent: QWidget, title: str, sentence: str) -> None:
    """Say what could not be done, in the words of the rule that refused."""
    QMessageBox.warning(parent, title, sentence)
