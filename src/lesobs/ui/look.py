"""This file is the look of the window: its colours, type and spacing, after the system's light or dark."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QToolTip

from lesobs.paths import resources

# The grid of four, in logical pixels.
S, M, L, PAGE = 8, 12, 16, 20
NO_LIMIT = 16_777_215
"""The width that takes away a limit: Qt's QWIDGETSIZE_MAX."""
NAV_WIDTH, RAIL_WIDTH, PANEL_WIDTH = 176, 52, 300
ROW, ROW_TWO_LINES, BUTTON, BUTTON_SMALL, RADIUS = 40, 44, 32, 28, 4

Tone = Literal["ink", "mute", "link", "acc", "onacc", "attention", "error", "done"]
FontRole = Literal[
    "welcome",
    "clock",
    "page",
    "figure",
    "panel",
    "card",
    "body",
    "small",
    "secondary",
    "note",
    "caption",
    "count",
]


@dataclass(frozen=True)
class Theme:
    """Every colour of the window as #RRGGBB; levels start with n.v.t., heat below 20 percent."""

    dark: bool
    win: str
    side: str
    surf: str
    sunk: str
    hover: str
    sel: str
    ink: str
    mute: str
    line: str
    line2: str
    ctl: str
    acc: str
    acc2: str
    onacc: str
    link: str
    levels: tuple[str, str, str, str, str]
    level_texts: tuple[str, str, str, str, str]
    heat: tuple[str, str, str, str, str]
    heat_texts: tuple[str, str, str, str, str]
    holiday: str
    hatch: str
    phase_p: str
    phase_d: str
    phase_c: str
    phase_a: str
    tint_p: str
    tint_d: str
    tint_c: str
    tint_a: str
    attention: str
    attention_ground: str
    attention_edge: str
    error: str
    error_ground: str
    error_edge: str
    done: str
    done_ground: str
    done_edge: str
    info: str
    info_ground: str
    info_edge: str

    def color(self, token: str) -> QColor:
        """The colour of one token by its name, such as `acc` or `attention_ground`."""
        return QColor(getattr(self, token))

    def level(self, level: int) -> tuple[QColor, QColor]:
        """Ground and text of a level 1–4, or of n.v.t. (0)."""
        return QColor(self.levels[level]), QColor(self.level_texts[level])

    def band(self, band: int) -> tuple[QColor, QColor]:
        """Ground and text of heat band 1–5."""
        return QColor(self.heat[band - 1]), QColor(self.heat_texts[band - 1])

    def phase(self, letter: str) -> tuple[QColor, QColor]:
        """Colour and plain tint of a phase by its letter P, D, C or A."""
        return self.color(f"phase_{letter.lower()}"), self.color(f"tint_{letter.lower()}")


LIGHT = Theme(
    dark=False,
    win="#F4F3EF", side="#EAE8E1", surf="#FFFFFF", sunk="#F0EEE8", hover="#E6EEF0", sel="#D9E8EC",
    ink="#1B2529", mute="#525C60", line="#DAD7CE", line2="#B9B5AA", ctl="#83807A",
    acc="#17566C", acc2="#0F4254", onacc="#FFFFFF", link="#17566C",
    levels=("#E4E2DC", "#F2E2B6", "#A9D0B8", "#31788F", "#123F58"),
    level_texts=("#525C60", "#1B2529", "#1B2529", "#FFFFFF", "#FFFFFF"),
    heat=("#F7F1DF", "#D3E4D2", "#9FCBC2", "#4C97A9", "#1A5673"),
    heat_texts=("#1B2529", "#1B2529", "#1B2529", "#0D2029", "#FFFFFF"),
    holiday="#E9E6DD", hatch="#CFCBC0",
    phase_p="#3B5EA3", phase_d="#23735F", phase_c="#965B0B", phase_a="#80406D",
    tint_p="#E9EEF8", tint_d="#E0F0EB", tint_c="#FAEFDB", tint_a="#F5E8F1",
    attention="#8A5200", attention_ground="#FBF0DA", attention_edge="#DDB768",
    error="#A3342A", error_ground="#FAE9E6", error_edge="#D99A92",
    done="#24694A", done_ground="#E2F1E9", done_edge="#93C2AB",
    info="#1B2529", info_ground="#E4EFF2", info_edge="#9CC0CB",
)  # fmt: skip

DARK = Theme(
    dark=True,
    win="#1A2023", side="#151A1D", surf="#222A2E", sunk="#1D2427", hover="#2A3A41", sel="#24444F",
    ink="#E9EDEE", mute="#A9B5BA", line="#364045", line2="#4C585E", ctl="#7E8B91",
    acc="#6FBCD2", acc2="#8ACBDD", onacc="#0D2029", link="#84C9DD",
    levels=("#39434A", "#574A2C", "#3F6B5C", "#5AA7B8", "#BFE6EE"),
    level_texts=("#A9B5BA", "#F3E6C4", "#FFFFFF", "#0D2029", "#0D2029"),
    heat=("#2E3130", "#33514B", "#3C7B78", "#69AEBB", "#BFE6EE"),
    heat_texts=("#FFFFFF", "#FFFFFF", "#FFFFFF", "#0D2029", "#0D2029"),
    holiday="#2B3336", hatch="#475258",
    phase_p="#9DB7EE", phase_d="#78C9B2", phase_c="#E2B262", phase_a="#DC9FC8",
    tint_p="#2A3450", tint_d="#203C35", tint_c="#42351D", tint_a="#412C3B",
    attention="#EBBD69", attention_ground="#3A301B", attention_edge="#7A6231",
    error="#F0988C", error_ground="#42262A", error_edge="#8A4A46",
    done="#86CFA9", done_ground="#1F3A2E", done_edge="#3F7059",
    info="#E9EDEE", info_ground="#20363E", info_edge="#3B6472",
)  # fmt: skip


class _Look(QObject):
    """What is worn now; `changed` comes after the window went from light to dark or back."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.theme = LIGHT
        self.worn: Theme | None = None
        self.follows_system = False
        self.dressed = False

    def follow(self, scheme: Qt.ColorScheme) -> None:
        app = QApplication.instance()
        if self.follows_system and isinstance(app, QApplication):
            _dress(app, DARK if scheme == Qt.ColorScheme.Dark else LIGHT)


look = _Look()


def theme() -> Theme:
    """The colours worn now. Ask again at every paint; never keep them."""
    return look.theme


def apply(app: QApplication, dark: bool | None = None) -> None:
    """Dress the whole program in light or dark; None follows the system, also when it changes later."""
    hints = app.styleHints()
    if not look.dressed:
        look.dressed = True
        _load_fonts()
        app.setStyle("Fusion")
        app.setFont(font("body"))
        hints.colorSchemeChanged.connect(look.follow)
    look.follows_system = False  # the call below may report a change while we are still choosing
    if dark is None:
        hints.unsetColorScheme()
        dark = hints.colorScheme() == Qt.ColorScheme.Dark
        look.follows_system = True
    else:
        hints.setColorScheme(Qt.ColorScheme.Dark if dark else Qt.ColorScheme.Light)
    _dress(app, DARK if dark else LIGHT)


def _dress(app: QApplication, chosen: Theme) -> None:
    """Wear a theme; one that is worn already costs nothing, while Qt would dress every widget again."""
    if chosen is look.worn:
        return
    look.theme = look.worn = chosen
    palette = _palette(chosen)
    app.setPalette(palette)
    QToolTip.setPalette(palette)
    app.setStyleSheet(_style_sheet(chosen))
    look.changed.emit()


def _style_sheet(chosen: Theme) -> str:
    """The style sheet with every {token} replaced by its colour."""
    text = (resources() / "style.qss").read_text(encoding="utf-8")
    return re.sub(r"\{(\w+)\}", lambda match: str(getattr(chosen, match[1])), text)


def _palette(chosen: Theme) -> QPalette:
    role, palette = QPalette.ColorRole, QPalette()
    for where, token in {
        role.Window: "win", role.WindowText: "ink", role.Base: "surf", role.AlternateBase: "sunk",
        role.Text: "ink", role.Button: "surf", role.ButtonText: "ink", role.BrightText: "onacc",
        role.Highlight: "sel", role.HighlightedText: "ink", role.Accent: "acc",
        role.Link: "link", role.LinkVisited: "link", role.PlaceholderText: "mute",
        role.ToolTipBase: "surf", role.ToolTipText: "ink",
        role.Light: "surf", role.Midlight: "line", role.Mid: "line2", role.Dark: "ctl", role.Shadow: "ctl",
    }.items():  # fmt: skip
        palette.setColor(where, chosen.color(token))
    for where in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        palette.setColor(QPalette.ColorGroup.Disabled, where, chosen.color("mute"))
    palette.setColor(QPalette.ColorGroup.Disabled, role.Highlight, chosen.color("sunk"))
    return palette


_TYPE: dict[FontRole, tuple[float, QFont.Weight]] = {
    "welcome": (28, QFont.Weight.DemiBold),
    "clock": (26, QFont.Weight.DemiBold),
    "page": (20, QFont.Weight.DemiBold),
    "figure": (17, QFont.Weight.DemiBold),
    "panel": (16, QFont.Weight.DemiBold),
    "card": (14.5, QFont.Weight.DemiBold),
    "body": (13, QFont.Weight.Normal),
    "small": (12.5, QFont.Weight.Normal),
    "secondary": (12, QFont.Weight.Normal),
    "note": (11.5, QFont.Weight.Normal),
    "caption": (11, QFont.Weight.Normal),
    "count": (10, QFont.Weight.Normal),
}


def font(role: FontRole, strong: bool = False) -> QFont:
    """The font of one role of text, such as page, panel, card, body, secondary or caption.

    `strong` is the half-bold weight; titles have it already.
    """
    size, weight = _TYPE[role]
    return sized_font(size, QFont.Weight.DemiBold if strong else weight)


@cache
def sized_font(pixels: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Open Sans at a size in logical pixels; for signs inside a fixed box, text uses `font`."""
    made = QFont("Open Sans")
    screen = QGuiApplication.primaryScreen()
    # Points, because Qt rounds pixel sizes to whole numbers and 14.5 must stay 14.5.
    made.setPointSizeF(pixels * 72 / (screen.logicalDotsPerInch() if screen else 96))
    made.setWeight(weight)
    return made


def _load_fonts() -> None:
    for file in sorted((resources() / "fonts").glob("OpenSans-*.ttf")):
        QFontDatabase.addApplicationFont(str(file))
