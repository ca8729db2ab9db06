"""This file is the preview of a paper: the very PDF that will be saved or printed, seen in the program."""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QKeySequence, QShortcut
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from lesobs.domain.texts import not_printed
from lesobs.paths import data_folder
from lesobs.services.files import make_folder, replacing
from lesobs.ui import ask
from lesobs.ui.errors import refusals_shown
from lesobs.ui.screen import fit_screen
from lesobs.ui.widgets.bars import MessageBar
from lesobs.ui.widgets.buttons import main_button, plain_button
from lesobs.ui.widgets.labels import Label

Write = Callable[[Path], str]
"""Writes a paper; gives the signs that could not be printed."""


class Preview(QDialog):
    """Shows one PDF; saving copies the file that is shown."""

    def __init__(self, parent: QWidget, title: str, proposal: str, paper: Path, missing: str = "") -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self._paper, self._proposal = paper, proposal
        self._document = QPdfDocument(self)
        self._document.load(str(paper))
        self._view = QPdfView(self)
        self._view.setAccessibleName(title)
        self._view.setDocument(self._document)
        self._view.setPageMode(QPdfView.PageMode.MultiPage)
        self._view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        save = main_button("Opslaan als PDF", "disk", "Ctrl+S")
        save.clicked.connect(self._save)
        show = plain_button("Openen om af te drukken", "file", "Ctrl+P")
        show.clicked.connect(self._open)
        close = plain_button("Sluiten", "", "Esc")
        close.clicked.connect(self.reject)
        QShortcut(QKeySequence("Ctrl+S"), self, self._save)
        QShortcut(QKeySequence("Ctrl+P"), self, self._open)
        pages = self._document.pageCount()
        self._words = Label(f"{pages} pagina's" if pages != 1 else "1 pagina", tone="mute").shrinkable()
        row = QHBoxLayout()
        row.setContentsMargins(16, 10, 16, 12)
        row.setSpacing(9)
        row.addWidget(self._words, 1)
        for button in (close, show, save):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        if missing:
            column.addWidget(MessageBar("info", not_printed(missing)))
        column.addWidget(self._view, 1)
        column.addLayout(row)
        fit_screen(self, 980, parent.window().height() - 60)

    @classmethod
    def show_paper(cls, parent: QWidget, title: str, proposal: str, write: Write) -> None:
        """Write a paper with `write` and show it. `proposal` is the file name offered when saving."""
        with tempfile.TemporaryDirectory(prefix="lesobs-", ignore_cleanup_errors=True) as folder:
            paper = Path(folder) / proposal
            missing: str | None = None
            with refusals_shown(parent, "Dit stuk kan niet gemaakt worden"):
                missing = write(paper)
            if missing is not None:
                preview = cls(parent, title, proposal, paper, missing)
                preview.exec()
                preview.forget()

    def forget(self) -> None:
        """Let go of the file, so that it can be removed."""
        self._document.close()
        self.deleteLater()

    def _save(self) -> None:
        target = ask.save_file(self, "Opslaan als PDF", ask.PDF_FILES, data_folder() / self._proposal)
        if target is None:
            return
        with refusals_shown(self, "Niet opgeslagen"):
            make_folder(target.parent)
            with replacing(target) as half:
                shutil.copyfile(self._paper, half)
            self._words.set_tone("done")
            self._words.setText(f"Opgeslagen in {target.parent}")

    def _open(self) -> None:
        """Hand a copy to the system's own PDF program, which knows the printers; nobody else may read it."""
        try:
            kept = Path(tempfile.mkdtemp(prefix="lesobs-")) / self._proposal
            shutil.copyfile(self._paper, kept)
        except OSError:
            ask.tell(
                self, "Niet geopend", "Er is geen ruimte voor een tijdelijke kopie. Sla de PDF eerst op."
            )
            return
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(kept))):
            ask.tell(self, "Niet geopend", "Er is geen programma voor PDF's gevonden. Sla de PDF eerst op.")
