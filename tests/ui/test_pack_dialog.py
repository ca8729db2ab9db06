"""The dialog for a discussion pack: what it offers, what it gives, what it remembers."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from lesobs.domain.narrowing import Split
from lesobs.domain.picture import Grouping, PictureFilter
from lesobs.domain.schoolyear import SchoolYear
from lesobs.domain.small_groups import WHOLE_SCHOOL
from lesobs.services.papers import PackChoice
from lesobs.services.school import School
from lesobs.ui.picture.exporting import print_pack
from lesobs.ui.picture.pack_dialog import PackDialog
from lesobs.ui.preview import Preview

YEAR = SchoolYear(2025)
QUESTION = PictureFilter((YEAR,))


@pytest.fixture
def parent(qtbot: QtBot) -> Iterator[QWidget]:
    widget = QWidget()
    qtbot.addWidget(widget)
    yield widget


@pytest.fixture
def dialog(example_school: School, parent: QWidget) -> PackDialog:
    return PackDialog(parent, example_school, QUESTION)


def test_all_sections_and_the_school_are_chosen_at_first(dialog: PackDialog, example_school: School) -> None:
    picture = example_school.pictures.ask(QUESTION)
    keys = [WHOLE_SCHOOL, *(row.group.key for row in picture.rows)]
    assert list(dialog._boxes) == keys
    assert dialog._values() == PackChoice(QUESTION, None, False)
    assert "Klassieke talen en Kunst en muziek: te weinig docenten" in dialog._note.text()
    assert dialog._boxes[picture.row("Kunst en muziek").group.key].text() == "Kunst en muziek (zonder blad)"  # type: ignore[union-attr]


def test_years_and_rounds_that_have_begun_can_be_chosen(dialog: PackDialog) -> None:
    words = [dialog._lessons.itemText(row) for row in range(dialog._lessons.count())]
    assert words[0] == "Schooljaar 2025-2026"
    assert "Schooljaar 2025-2026, alleen ronde 1" in words
    assert "Schooljaar 2026-2027, alleen ronde 2" not in words, "that one is still to come"
    dialog._lessons.setCurrentIndex(1)
    dialog._lessons.activated.emit(1)
    chosen = dialog._values().question
    assert chosen.years == (YEAR,) and list(chosen.wanted) == [Split.ROUND]


def test_what_the_page_shows_is_a_choice_of_its_own(example_school: School, parent: QWidget) -> None:
    asked = PictureFilter((YEAR, SchoolYear(2026)), Grouping.CLUSTER)
    dialog = PackDialog(parent, example_school, asked)
    assert dialog._lessons.currentText() == "Zoals op de pagina: 2025-2026 tot en met 2026-2027"
    assert dialog._values().question == asked
    assert dialog._boxes.keys() >= {"Talen", "Exacte vakken"}


def test_nothing_chosen_is_refused(dialog: PackDialog) -> None:
    dialog._tick_all(False)
    dialog.try_to_save()
    assert dialog.refusal() == "Kies minstens één sectie, of de hele school."


def test_the_choice_comes_back_the_next_time(
    dialog: PackDialog, example_school: School, parent: QWidget
) -> None:
    picture = example_school.pictures.ask(QUESTION)
    biologie = picture.row("Biologie").group.key  # type: ignore[union-attr]
    dialog._boxes[biologie].setChecked(False)
    dialog._form.set_value("wall")
    dialog.try_to_save()
    again = PackDialog(parent, example_school, QUESTION)
    choice = again._values()
    assert choice.project and choice.groups is not None
    assert choice.groups == frozenset(again._boxes) - {biologie}
    again._rows.set_value(Grouping.CLUSTER.value)
    again._show_groups()
    assert again._values().groups is None, "clusters were not left out"
    again._rows.set_value(Grouping.SECTION.value)
    again._show_groups()
    assert not again._boxes[biologie].isChecked()


@pytest.mark.parametrize("form", ["paper", "wall"])
def test_the_pack_is_shown_as_it_was_chosen(
    form: str, example_school: School, parent: QWidget, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    shown: list[tuple[str, bytes]] = []

    def show(_parent: QWidget, _title: str, name: str, write: Callable[[Path], None]) -> None:
        path = tmp_path / name
        write(path)
        shown.append((name, path.read_bytes()))

    def choose(dialog: PackDialog) -> int:
        dialog._form.set_value(form)
        dialog._save()
        return int(PackDialog.DialogCode.Accepted)

    monkeypatch.setattr(Preview, "show_paper", show)
    monkeypatch.setattr(PackDialog, "exec", choose)
    print_pack(parent, example_school, QUESTION)
    ((name, data),) = shown
    assert (
        name
        == {"paper": "Bespreekpakket 2025-2026.pdf", "wall": "Bespreekpakket 2025-2026, voor de zaal.pdf"}[
            form
        ]
    )
    assert data.startswith(b"%PDF")
