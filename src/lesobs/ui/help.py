"""This file is the help of the pages (F1) and the box that says what this program is."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QTextBrowser, QVBoxLayout, QWidget

from lesobs import __version__
from lesobs.paths import resources
from lesobs.ui import icons
from lesobs.ui.look import font, theme
from lesobs.ui.screen import fit_screen
from lesobs.ui.widgets.buttons import main_button
from lesobs.ui.widgets.labels import Label


class HelpWindow(QDialog):
    """Shows the Dutch help pages, that refer to one another; stays beside the work."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Hulp bij lesobs")
        self.setWindowFlag(Qt.WindowType.Window)
        self._text = QTextBrowser()
        self._text.setAccessibleName("Hulp")
        self._text.setOpenExternalLinks(False)
        self._text.setSearchPaths([str(resources() / "help")])
        self._text.setFrameShape(QTextBrowser.Shape.NoFrame)
        self._text.setProperty("kind", "alone")
        self._text.document().setDocumentMargin(24)
        self._text.document().setDefaultFont(font("body"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._text)
        fit_screen(self, 620, 640)

    def show_page(self, name: str) -> None:
        """Show resources/help/<name>.md."""
        worn = theme()
        self._text.document().setDefaultStyleSheet(
            f"a {{ color: {worn.link}; }} code {{ color: {worn.acc}; }}"
        )
        self._text.setSource(f"{name}.md")
        self.show()
        self.raise_()
        self.activateWindow()


def show_about(parent: QWidget) -> None:
    """What this program is, its version and licence, and where everything stays."""
    box = QDialog(parent)
    box.setWindowTitle("Over lesobs")
    head = QHBoxLayout()
    head.setSpacing(16)
    mark = Label()
    mark.setPixmap(icons.app_icon().pixmap(56, 56))
    titles = QVBoxLayout()
    titles.setSpacing(2)
    titles.addWidget(Label("lesobs", "welcome"))
    titles.addWidget(Label(f"versie {__version__}", tone="mute"))
    head.addWidget(mark)
    head.addLayout(titles, 1)
    column = QVBoxLayout(box)
    column.setContentsMargins(28, 24, 28, 20)
    column.setSpacing(12)
    column.addLayout(head)
    for sentence in (
        "Van lesbezoek naar gesprek, van gesprek naar beeld, van beeld naar een plan dat rond komt.",
        "Alles blijft in één bestand op deze laptop. lesobs heeft geen internet nodig en stuurt niets weg.",
        "Vrije software onder de EUPL 1.2. Lettertype Open Sans (Apache-licentie 2.0). "
        "Gemaakt met Qt, SQLCipher, SQLAlchemy en ReportLab.",
    ):
        label = Label(sentence, tone="mute", wrap=True)
        label.setFixedWidth(400)
        column.addWidget(label)
    close = main_button("Sluiten")
    close.clicked.connect(box.accept)
    column.addWidget(close, alignment=Qt.AlignmentFlag.AlignRight)
    box.exec()
    box.deleteLater()
