"""This file is what the keys mean while observing, and the hints at the foot that tell of them."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from lesobs.domain.time_on_task import Occupation

_Mod = Qt.KeyboardModifier
_SHIFT, _ALT, _CTRL = _Mod.ShiftModifier, _Mod.AltModifier, _Mod.ControlModifier
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_STEPS: dict[int, int] = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
# What Shift makes of 1 to 5 on the keyboards of Dutch schools, for systems that hide where a key lies.
_SHIFTED = {"!": 1, "@": 2, "#": 3, "$": 4, "%": 5}
_MAC_DIGITS = {18: 1, 19: 2, 20: 3, 21: 4, 23: 5, 22: 6, 26: 7, 28: 8, 25: 9, 29: 0}
_FIRST_DIGIT = 2 if sys.platform == "win32" else 10  # the code of the key 1 in the top row: PC, or X11's +8
_DOING = frozenset(one.letter for one in Occupation)

Hint = tuple[Sequence[str], str]


class Do(Enum):
    """What a key asks for; what belongs to it is in `Command.value`."""

    SCORE = auto()
    """value: 0 (n.v.t.) to 4, or None to clear"""
    STEP = auto()
    """value: -1 to the indicator before, 1 to the one after"""
    PART = auto()
    """value: the letter of a part"""
    LOOK_FOR = auto()
    """value: its position, from 0"""
    TO_LIST = auto()
    END_NOTE = auto()
    """value: 1 to tie it to the indicator in focus, 0 to none"""
    EDIT_NOTE = auto()
    MOVE_NOTE = auto()
    """value: -1 to the indicator before, 1 to the one after"""
    TIE_NOTE = auto()
    """value: the key of an indicator, or None for none"""
    REPORT_NOTE = auto()
    REMOVE_NOTE = auto()
    NEW_NOTE = auto()
    TYPE_NOTE = auto()
    """value: the capital with which a sentence begins"""
    EXPLAIN = auto()
    UNSCORED = auto()
    NEXT_ON_FORM = auto()
    COUNT_ON = auto()
    COUNT_STEP = auto()
    """value: -1 to the count before, 1 to the one after"""
    COUNT_DOING = auto()
    """value: the letter of what is going on, "" for not saying"""
    COUNT_REMOVE = auto()
    COUNT_LEAVE = auto()


@dataclass(frozen=True)
class Command:
    """What one key press asks for."""

    do: Do
    value: int | str | None = None


def list_command(event: QKeyEvent) -> Command | None:
    """What a key asks for when the list of indicators has the ring: bare letters and digits act."""
    key, held = event.key(), _held(event)
    if key in _STEPS and not held:
        return Command(Do.STEP, _STEPS[key])
    if key in _ENTER and not held & (_ALT | _CTRL):
        return Command(Do.STEP, -1 if held & _SHIFT else 1)
    if held & (_ALT | _CTRL | _Mod.MetaModifier):
        return None
    if key == Qt.Key.Key_Backspace:
        return Command(Do.SCORE, None)
    digit = _digit(event)
    if digit is not None and held & _SHIFT:
        return Command(Do.LOOK_FOR, digit - 1) if 1 <= digit <= 5 else None
    if digit is not None:
        return Command(Do.SCORE, digit) if digit <= 4 else None
    if _begins_sentence(event):
        return Command(Do.TYPE_NOTE, event.text())
    if key == Qt.Key.Key_N:
        return Command(Do.SCORE, 0)
    if Qt.Key.Key_A <= key <= Qt.Key.Key_E:
        return Command(Do.PART, chr(key))
    return None


def text_command(event: QKeyEvent) -> Command | None:
    """What a key asks for while typing: the same with Alt, so that no sign is lost to it."""
    key, held = event.key(), _held(event)
    if key == Qt.Key.Key_Escape:
        return Command(Do.TO_LIST)
    if held != _ALT:
        return None
    if key in _STEPS:
        return Command(Do.STEP, _STEPS[key])
    if event.modifiers() & _Mod.KeypadModifier:  # Alt with these types a sign by its number
        return None
    digit = _digit(event)
    return Command(Do.SCORE, digit) if digit is not None and digit <= 4 else None


def typed_note_command(event: QKeyEvent) -> Command | None:
    """What a key asks for while typing a note: Enter ends it, with Ctrl it belongs to no indicator."""
    if event.key() in _ENTER and not _held(event) & (_SHIFT | _ALT):
        return Command(Do.END_NOTE, 0 if _held(event) & _CTRL else 1)
    return text_command(event)


def note_command(event: QKeyEvent) -> Command | None:
    """What a key asks for when a note in the list of notes has the ring."""
    key, held = event.key(), _held(event)
    if key == Qt.Key.Key_Escape:
        return Command(Do.TO_LIST)
    if key in _STEPS and held == _CTRL | _SHIFT:
        return Command(Do.MOVE_NOTE, _STEPS[key])
    if key in (Qt.Key.Key_F2, *_ENTER) and not held:
        return Command(Do.EDIT_NOTE)
    if key == Qt.Key.Key_Delete and not held:
        return Command(Do.REMOVE_NOTE)
    if key == Qt.Key.Key_R and not held:
        return Command(Do.REPORT_NOTE)
    if _begins_sentence(event):
        return Command(Do.TYPE_NOTE, event.text())
    return None


def count_command(event: QKeyEvent) -> Command | None:
    """What a key asks for while counting: letters say what is going on."""
    key, held = event.key(), _held(event)
    if held & ~_SHIFT:
        return None
    if key == Qt.Key.Key_Escape:
        return Command(Do.COUNT_LEAVE)
    if key in _STEPS:
        return Command(Do.COUNT_STEP, _STEPS[key])
    if key in _ENTER:
        return Command(Do.COUNT_ON)
    if key == Qt.Key.Key_Delete:
        return Command(Do.COUNT_REMOVE)
    if key == Qt.Key.Key_Minus:
        return Command(Do.COUNT_DOING, "")
    letter = event.text().upper()
    return Command(Do.COUNT_DOING, letter) if letter in _DOING else None


def _begins_sentence(event: QKeyEvent) -> bool:
    """Whether somebody starts to write where letters are keys: those that follow would be taken for such."""
    return _held(event) == _SHIFT and event.text().isalpha()


def _held(event: QKeyEvent) -> Qt.KeyboardModifier:
    return event.modifiers() & ~(_Mod.KeypadModifier | _Mod.GroupSwitchModifier)


def _digit(event: QKeyEvent) -> int | None:
    """The digit on a key: by its sign, else by where it lies, since Shift+1 types `!` and French keys `&`."""
    if Qt.Key.Key_0 <= event.key() <= Qt.Key.Key_9:
        return event.key() - Qt.Key.Key_0
    if sys.platform == "darwin":
        return _MAC_DIGITS.get(event.nativeVirtualKey())
    if not event.nativeScanCode():
        return _SHIFTED.get(event.text())
    place = event.nativeScanCode() - _FIRST_DIGIT
    return (place + 1) % 10 if 0 <= place <= 9 else None


def list_hints(last_part: str, narrow: bool) -> list[Hint]:
    """The keys of the list; in a narrow window those that are needed most."""
    if narrow:
        return [
            (("1", "…", "4"), "score"),
            (("0",), "n.v.t."),
            (("⌫",), "wis"),
            (("↑", "↓"), "indicator"),
            (("Tab",), "toelichting"),
            (("F7",), "aantekening"),
            (("Ctrl+T",), "tijdstip"),
            (("Ctrl+N",), "nabespreking"),
        ]
    return [
        (("1", "2", "3", "4"), "score"),
        (("0",), "n.v.t."),
        (("⌫",), "wis"),
        (("↑", "↓", "Enter"), "indicator"),
        (("A", "–", last_part), "deel"),
        (("Tab",), "toelichting"),
        (("F7",), "aantekening"),
        (("Ctrl+T",), "tijdstip"),
        (("Ctrl+L",), "telling"),
        (("Ctrl+U",), "zonder score"),
        (("Ctrl+N",), "nabespreking"),
    ]


def fixed_hints(last_part: str) -> list[Hint]:
    """The keys of the list when a visit is settled and only read."""
    return [
        (("↑", "↓", "Enter"), "indicator"),
        (("A", "–", last_part), "deel"),
        (("Ctrl+N",), "nabespreking"),
    ]


FORM_HINTS: list[Hint] = [
    (("1", "…", "4"), "score, en verder"),
    (("0",), "n.v.t."),
    (("↑", "↓"), "indicator"),
    (("Tab",), "toelichting, en verder"),
    (("F7",), "aantekening, met de tijd ervoor"),
    (("F8",), "klaar met invoeren"),
]

_WHILE_TYPING: list[Hint] = [
    (("Alt", "+", "1", "…", "4"), "score"),
    (("Alt", "+", "0"), "n.v.t."),
    (("Alt", "+", "↑", "↓"), "indicator"),
]

EXPLANATION_HINTS: list[Hint] = [
    *_WHILE_TYPING,
    (("Esc",), "lijst"),
    (("F7",), "aantekening"),
    (("Ctrl+T",), "tijdstip"),
    (("Ctrl+N",), "nabespreking"),
]

TYPED_NOTE_HINTS: list[Hint] = [
    *_WHILE_TYPING,
    (("Enter",), "aantekening af"),
    (("Esc",), "lijst"),
    (("Ctrl+Enter",), "zonder indicator"),
    (("Shift+Enter",), "nieuwe regel"),
]

NOTE_HINTS: list[Hint] = [
    (("F2",), "wijzigen, ook de tijd"),
    (("R",), "in of uit het verslag"),
    (("Ctrl", "+", "Shift", "+", "↑", "↓"), "naar andere indicator"),
    (("Del",), "verwijderen"),
    (("F7",), "nieuwe aantekening"),
    (("Esc",), "lijst"),
]

OTHER_HINTS: list[Hint] = [
    (("Tab",), "volgende"),
    (("F7",), "aantekening"),
    (("Ctrl+T",), "tijdstip"),
    (("F6",), "lesfase"),
    (("Ctrl+N",), "nabespreking"),
]

COUNT_HINTS: list[Hint] = [
    (("Enter",), "verder"),
    (tuple(one.letter for one in Occupation), "telt meteen"),
    (("↑", "↓"), "eerdere telling"),
    (("Esc",), "laat het"),
]

DOING_HINTS: list[Hint] = [
    (tuple(one.letter for one in Occupation), "wat er gebeurt"),
    (("-",), "zonder"),
    (("⌫",), "terug naar het aantal"),
    (("Esc",), "laat het"),
]

EARLIER_COUNT_HINTS: list[Hint] = [
    (("Enter",), "verder"),
    (("↑", "↓"), "andere telling"),
    (("Del",), "verwijderen"),
    (("Esc",), "laat het"),
]
