"""This file is what colours and icons promise: readable in light and dark, and never left behind."""

import re
from itertools import product

import pytest
from PySide6.QtCore import QObject, QSize
from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from lesobs.paths import resources
from lesobs.ui import icons, look
from lesobs.ui.widgets.labels import Chip, KeyCap, Label


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> None:
    look.apply(qapp, dark=False)


def shown(qtbot: QtBot, widget: QWidget) -> QWidget:
    qtbot.addWidget(widget)
    widget.show()
    return widget


def luminance(color: QColor) -> float:
    parts = [color.redF(), color.greenF(), color.blueF()]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str | QColor, other: str | QColor) -> float:
    bright, dim = sorted((luminance(QColor(one)), luminance(QColor(other))), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


TEXTS = [
    *product(("ink", "mute"), ("win", "side", "surf", "sunk", "sel", "hover")),
    *product(("link",), ("surf", "win", "info_ground")),
    *product(("attention", "error", "done"), ("surf",)),
    *((kind, f"{kind}_ground") for kind in ("attention", "error", "done", "info")),
    ("ink", "attention_ground"),
    ("ink", "error_ground"),
    ("ink", "done_ground"),
    ("onacc", "acc"),
    ("onacc", "acc2"),
    ("done", "side"),
    *((f"phase_{letter}", "surf") for letter in "pdca"),
    *(("ink", f"tint_{letter}") for letter in "pdca"),
]


@pytest.mark.parametrize("worn", [look.LIGHT, look.DARK], ids=["light", "dark"])
def test_every_text_can_be_read_on_its_ground(worn: look.Theme) -> None:
    weak = [pair for pair in TEXTS if contrast(worn.color(pair[0]), worn.color(pair[1])) < 4.5]
    weak += [("level", str(level)) for level in range(5) if contrast(*worn.level(level)) < 4.5]
    weak += [("heat", str(band)) for band in range(1, 6) if contrast(*worn.band(band)) < 4.5]
    assert weak == []


@pytest.mark.parametrize("worn", [look.LIGHT, look.DARK], ids=["light", "dark"])
def test_edges_and_rings_of_what_can_be_operated_stand_out(worn: look.Theme) -> None:
    pairs = product(("ctl", "acc"), ("win", "surf"))
    assert [pair for pair in pairs if contrast(worn.color(pair[0]), worn.color(pair[1])) < 3] == []


def test_the_colours_follow_light_and_dark(qapp: QApplication, qtbot: QtBot) -> None:
    label, chip = Label("let op", tone="attention"), Chip("let op", "attention")
    cap = KeyCap("F5")
    for widget in (label, chip, cap):
        shown(qtbot, widget)
    with qtbot.waitSignal(look.look.changed):
        look.apply(qapp, dark=True)
    assert qapp.palette().window().color().name().upper() == look.DARK.win
    assert label.palette().windowText().color().name().upper() == look.DARK.attention
    words = chip.findChild(QLabel)
    assert words is not None
    assert words.font().weight() == cap.font().weight() == 600


def test_every_icon_is_a_drawing_of_one_colour_that_fills_its_square() -> None:
    files = sorted((resources() / "icons").glob("*.svg"))
    assert files
    for file in files:
        text = file.read_text(encoding="utf-8")
        assert 'viewBox="0 0 24 24"' in text
        assert re.findall(r"#[0-9a-fA-F]{3,6}", text) == [], file.name
        drawn = icons.pixmap(file.stem, 24).toImage()
        inked = sum(drawn.pixelColor(x, y).alpha() > 100 for x in range(24) for y in range(24))
        assert 4 < inked < 24 * 24 * 0.6, file.name


def darkest(picture: QPixmap) -> str:
    image = picture.toImage()
    solid = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    return max(solid, key=QColor.alpha).name().upper()


def test_an_icon_takes_the_colour_worn_when_it_is_painted(qapp: QApplication) -> None:
    kept = icons.icon("box")
    assert darkest(kept.pixmap(QSize(48, 48), 1.0)) == look.LIGHT.ink
    assert darkest(kept.pixmap(QSize(48, 48), 1.0, QIcon.Mode.Disabled)) == look.LIGHT.mute
    look.apply(qapp, dark=True)
    assert darkest(kept.pixmap(QSize(48, 48), 1.0)) == look.DARK.ink


def test_an_icon_survives_being_copied_and_detached(qapp: QApplication) -> None:
    copied = QIcon(icons.icon("box"))
    copied.setIsMask(True)
    assert copied.pixmap(QSize(20, 20), 1.5).size() == QSize(30, 30)


def test_thousands_of_calls_into_qt_leave_python_alive(qapp: QApplication) -> None:
    thing = QObject()
    for _ in range(20_000):
        thing.setObjectName("x")
