"""This file is what leaves the section picture: the table as a file, and papers."""

from contextlib import suppress
from pathlib import Path

from PySide6.QtWidgets import QWidget

from lesobs.domain.picture import Grouping, PictureFilter, PictureRow
from lesobs.paths import data_folder
from lesobs.services.picture_tables import ShownPicture, write_picture
from lesobs.services.school import School
from lesobs.ui import ask
from lesobs.ui.errors import refusals_shown
from lesobs.ui.waiting import GivenUp, done_beside

KINDS = {".xlsx": "Excel (*.xlsx)", ".csv": "CSV (*.csv)"}


def save_table(parent: QWidget, shown: ShownPicture, ending: str) -> str:
    """Ask where and write the table there; gives the name of the file, "" when none was written."""
    name = f"Sectiebeeld {shown.picture.year}, {shown.view.word.lower()}{ending}"
    path = ask.save_file(parent, "Tabel opslaan", KINDS[ending], data_folder() / name)
    if path is None:
        return ""
    written: list[Path] = []
    with refusals_shown(parent, "Opslaan lukt niet"):
        done_beside(
            parent, "De tabel wordt geschreven…", lambda _: write_picture(shown, path), can_stop=False
        )
        written.append(path)
    return written[0].name if written else ""


def print_section(parent: QWidget, school: School, question: PictureFilter, row: PictureRow) -> None:
    """The page of one section or cluster, of all lessons in the last of the years."""
    from lesobs.ui.preview import Preview

    name, year = row.group.name, question.years[-1]
    by_cluster = question.rows is Grouping.CLUSTER
    Preview.show_paper(
        parent,
        f"Sectiebeeld {name}",
        f"Sectiebeeld {name} {year}.pdf".replace("/", "-"),
        lambda path: school.papers.sections(year, (name,), path, by_cluster=by_cluster),
    )


def print_pack(parent: QWidget, school: School, question: PictureFilter) -> None:
    """Ask what the pack for a team talk is about, and show it."""
    from lesobs.ui.picture.pack_dialog import PackDialog
    from lesobs.ui.preview import Preview

    choice = PackDialog.ask(parent, school, question)
    if choice is None:
        return

    def write(path: Path) -> str:
        return done_beside(
            parent,
            "Het bespreekpakket wordt gemaakt…",
            lambda progress: school.papers.pack(choice, path, progress.tell),
        )

    wall = ", voor de zaal" if choice.project else ""
    with suppress(GivenUp):
        Preview.show_paper(
            parent, "Bespreekpakket", f"Bespreekpakket {choice.question.years[-1]}{wall}.pdf", write
        )
