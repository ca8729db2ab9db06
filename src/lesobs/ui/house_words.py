"""This file is the words of Qt that its own Dutch lacks, or says otherwise than this program does."""

from PySide6.QtCore import QTranslator

# No names of keys: Qt reads shortcuts in these words too, and would take two keys for one.
_WORDS = {
    ("QFileDialog", "&Look in:"): "&Map:",
    ("QFileDialog", "Files of &type:"): "&Soort bestand:",
    ("QAbstractFileIconProvider", "Drive"): "Schijf",
    ("QAbstractFileIconProvider", "File"): "Bestand",
    ("QAbstractFileIconProvider", "File Folder"): "Map",
    ("QAbstractFileIconProvider", "Folder"): "Map",
    ("QAbstractFileIconProvider", "Shortcut"): "Snelkoppeling",
    ("QAbstractFileIconProvider", "Unknown"): "Onbekend",
}


class HouseWords(QTranslator):
    """Install it after Qt's own translator: the last one installed is asked first."""

    def translate(
        self,
        context: str,
        sourceText: str,  # noqa: N803 - Qt's name
        disambiguation: str | None = None,
        n: int = -1,
    ) -> str | None:
        return _WORDS.get((context, sourceText))

    def isEmpty(self) -> bool:
        return False
