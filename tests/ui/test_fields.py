"""This file is what fields promise: they read as people type, and what was typed is never lost."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCompleter, QWidget
from pytestqt.qtbot import QtBot

from lesobs.ui import look
from lesobs.ui.widgets.dates import DateEdit, parse_date
from lesobs.ui.widgets.fields import ComboBox, PickBox, SearchField, TextArea

TODAY = date(2026, 11, 23)
Key = Qt.Key


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> None:
    look.apply(qapp, dark=False)


def shown(qtbot: QtBot, widget: QWidget) -> QWidget:
    qtbot.addWidget(widget)
    widget.show()
    return widget


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("23-11-2026", date(2026, 11, 23)),
        ("23 11", date(2026, 11, 23)),
        ("3/2", date(2027, 2, 3)),
        ("1-8", date(2026, 8, 1)),
        ("31.7.27", date(2027, 7, 31)),
        ("231126", date(2026, 11, 23)),
        ("2311", date(2026, 11, 23)),
        ("23 nov", date(2026, 11, 23)),
        ("3 maart", date(2027, 3, 3)),
        ("3 mrt 2026", date(2026, 3, 3)),
        ("ma 23 nov 2026 · wk 48", date(2026, 11, 23)),
        ("Maandag 23 November 2026", date(2026, 11, 23)),
        ("2026-11-23", date(2026, 11, 23)),
        ("wk 48", date(2026, 11, 23)),
        ("week 2", date(2027, 1, 11)),
        ("vandaag", TODAY),
        ("morgen", date(2026, 11, 24)),
        ("29-2-2028", date(2028, 2, 29)),
        ("29-2-2027", None),
        ("31 11", None),
        ("23 mei bloem", None),
        ("3 m", None),
        ("volgende week", None),
        ("0-0-0", None),
        ("wk 60", None),
        ("12", None),
    ],
)
def test_dates_are_read_as_people_type_them(typed: str, meant: date | None) -> None:
    assert parse_date(typed, TODAY) == meant


def test_a_date_without_a_year_stays_in_the_school_year_of_the_field(qtbot: QtBot) -> None:
    field = DateEdit("Datum", date(2028, 3, 6))
    shown(qtbot, field)
    for typed, meant in (("onzin", None), ("12 okt", date(2027, 10, 12)), ("wk 2", date(2028, 1, 10))):
        field.selectAll()
        qtbot.keyClicks(field, typed)
        qtbot.keyClick(field, Key.Key_Return)
        assert field.value() == meant, "a plan for another year is not moved to this one"


def test_a_typed_date_is_told_and_written_out(qtbot: QtBot) -> None:
    field = DateEdit("Datum")
    shown(qtbot, field)
    with qtbot.waitSignal(field.changed) as told:
        qtbot.keyClicks(field, "23-11-2026")
        qtbot.keyClick(field, Key.Key_Return)
    assert told.args == [TODAY]
    assert field.text() == "ma 23 nov 2026 · wk 48"
    qtbot.keyClick(field, Key.Key_Up)
    assert field.value() == date(2026, 11, 24)
    qtbot.keyClick(field, Key.Key_PageDown)
    assert field.value() == date(2026, 11, 17)


def test_what_is_no_date_stays_as_typed_and_says_so(qtbot: QtBot) -> None:
    field = DateEdit("Datum", TODAY)
    shown(qtbot, field)
    field.selectAll()
    qtbot.keyClicks(field, "31 feb")
    qtbot.keyClick(field, Key.Key_Return)
    assert (field.text(), field.value(), field.is_valid()) == ("31 feb", None, False)
    assert "geen datum" in field.accessibleDescription()
    field.selectAll()
    qtbot.keyClick(field, Key.Key_Delete)
    qtbot.keyClick(field, Key.Key_Return)
    assert (field.value(), field.is_valid()) == (None, True)


def test_a_date_outside_its_range_is_refused_with_the_range(qtbot: QtBot) -> None:
    field = DateEdit("Datum", TODAY)
    shown(qtbot, field)
    field.set_range(date(2026, 8, 1), date(2027, 7, 31))
    field.setText("1-9-2027")
    qtbot.keyClick(field, Key.Key_Return)
    assert not field.is_valid()
    assert "za 31 jul 2027" in field.accessibleDescription()


def test_a_name_is_found_without_its_accents(qtbot: QtBot) -> None:
    box = PickBox("Docent", [("Aylin Şahin", 1), ("Łukasz Wiśniewski", 2), ("Minh Đặng", 3)])
    shown(qtbot, box)
    assert box.value() is None
    for typed, value in (("sahin", 1), ("WISN", 2), ("minh dang", 3)):
        box.setEditText(typed)
        with qtbot.waitSignal(box.picked) as told:
            qtbot.keyClick(box.lineEdit(), Key.Key_Return)
        assert (told.args, box.value()) == ([value], value)


def test_the_beginning_of_a_name_wins_over_the_same_letters_within_another(qtbot: QtBot) -> None:
    names = [("LB · Lisanne Blom", 1), ("WIS · Sanne de Wit", 2), ("WIT · Sanne Bos", 3), ("ANN · Jo Vos", 4)]
    box = PickBox("Docent", names)
    qtbot.addWidget(box)
    found = {}
    for typed in ("blom", "sanne d", "wit", "sanne", "isan", "ann", "x"):
        box.set_value(None)
        box.setEditText(typed)
        box.settle()
        found[typed] = (box.value(), box.fitting())
    assert found == {
        "blom": (1, 1),
        "sanne d": (2, 1),
        "wit": (3, 1),
        "sanne": (None, 2),
        "isan": (1, 1),
        "ann": (4, 1),
        "x": (None, 0),
    }


def test_a_name_that_is_no_choice_stays_and_is_marked(qtbot: QtBot) -> None:
    box = PickBox("Docent", [("Aylin Şahin", 1), ("Ayla de Wit", 2)])
    shown(qtbot, box)
    box.set_value(1)
    for typed in ("Piet", "ay"):
        box.setEditText(typed)
        qtbot.keyClick(box.lineEdit(), Key.Key_Return)
        assert (box.currentText(), box.value(), box.property("wrong")) == (typed, None, True)
    box.set_value(2)
    assert (box.currentText(), box.property("wrong")) == ("Ayla de Wit", False)


def test_the_arrow_down_opens_the_list_at_what_fits_or_at_what_is_chosen(qtbot: QtBot) -> None:
    names = [("ASA · Samira Avison", 1), ("RVI · Vishal", 2), ("VAN · Anouk Visser", 3)]
    box = PickBox("Docent", names)
    shown(qtbot, box)
    completer = box.findChild(QCompleter)
    popup = completer.popup()

    def rows() -> list[str]:
        model = completer.completionModel()
        return [str(model.index(row, 0).data()) for row in range(model.rowCount())]

    qtbot.keyClicks(box.lineEdit(), "vis")
    qtbot.keyClick(box.lineEdit(), Key.Key_Down)
    assert popup.isVisible()
    assert rows() == [names[1][0], names[2][0], names[0][0]], "first where a word begins so"
    qtbot.keyClick(popup, Key.Key_Down)
    qtbot.keyClick(popup, Key.Key_Return)
    assert (popup.isVisible(), box.value()) == (False, 3)
    qtbot.keyClick(box.lineEdit(), Key.Key_Down)
    assert (len(rows()), popup.currentIndex().row(), box.value()) == (3, 2, 3)
    qtbot.keyClick(popup, Key.Key_Up)
    qtbot.keyClick(popup, Key.Key_Return)
    assert box.value() == 2


def test_a_choice_keeps_any_value_and_tells_only_the_user(qtbot: QtBot) -> None:
    box = ComboBox("Jaar", [("alle", None), ("een", (1, 2)), ("twee", {"a": 1})])
    shown(qtbot, box)
    told: list[object] = []
    box.picked.connect(told.append)
    box.set_value((1, 2))
    assert (box.value(), told) == ((1, 2), [])
    qtbot.keyClick(box, Key.Key_Down)
    assert (box.value(), told) == ({"a": 1}, [{"a": 1}])
    box.set_choices([("twee", {"a": 1}), ("drie", 3)])
    assert box.value() == {"a": 1}


def test_notes_tell_what_is_typed_and_not_what_is_shown(qtbot: QtBot) -> None:
    area = TextArea("Toelichting")
    shown(qtbot, area)
    told: list[str] = []
    area.edited.connect(told.append)
    area.set_text("van de schijf")
    assert told == []
    low = area.sizeHint().height()
    qtbot.keyClicks(area, "!")
    assert told == ["!van de schijf"]
    area.set_text("\n".join("regel" for _ in range(6)))
    assert area.sizeHint().height() > low


def test_escape_empties_the_search(qtbot: QtBot) -> None:
    field = SearchField("Zoek een docent")
    shown(qtbot, field)
    qtbot.keyClicks(field, "wit")
    qtbot.keyClick(field, Key.Key_Escape)
    assert field.text() == ""
