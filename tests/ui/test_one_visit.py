"""This file is the papers of one visit as the window shows them: the report, an older version, the forms."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from lesobs.services.school import School
from lesobs.ui import look
from lesobs.ui.visits.one_visit import show_form, show_report

Answering = Callable[[Callable[[QWidget], None]], AbstractContextManager[None]]


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication) -> QWidget:
    look.apply(qapp, dark=False)
    made = QWidget()
    made.resize(1190, 700)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def test_a_form_is_shown_before_it_is_printed(
    window: QWidget, planned: tuple[School, str], answering: Answering
) -> None:
    school, visit = planned
    instrument = school.visits.get(visit).draft.instrument_id
    shown: list[tuple[str, str, int]] = []

    def see(dialog: QWidget) -> None:
        document = dialog.findChild(QPdfDocument)
        assert isinstance(document, QPdfDocument)
        shown.append((dialog.windowTitle(), document.getAllText(0).text(), document.pageCount()))
        dialog.close()

    with answering(see):
        show_form(window, school, instrument)
    with answering(see):
        show_form(window, school, instrument, visit, own=True)
    (title, blank, pages), (own_title, own, own_pages) = shown
    assert (title, own_title) == (
        "Blanco formulier: OP3 volledig",
        "Formulier voor de docent: OP3 volledig",
    )
    assert "Minh" not in blank and "Minh" in own
    assert pages > own_pages == 1


def test_an_earlier_version_is_named_in_the_title(
    window: QWidget, planned: tuple[School, str], answering: Answering
) -> None:
    school, visit = planned
    school.visits.start(visit)
    school.visits.finish(visit)
    school.debriefs.write(visit, "strength", "Rust.")
    school.debriefs.write(visit, "next_step", "Eerst opschrijven.")
    school.debriefs.discuss(visit, school.today())
    school.debriefs.settle(visit)
    school.debriefs.reopen(visit, "Verkeerde klas")
    titles: list[str] = []

    def see(dialog: QWidget) -> None:
        titles.append(dialog.windowTitle())
        dialog.close()

    with answering(see):
        show_report(window, school, school.visits.get(visit).line, 1)
    assert titles == ["Verslag Minh Đặng versie 1"]
