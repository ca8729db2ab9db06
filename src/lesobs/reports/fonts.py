"""This file is the type on paper: Open Sans, fonts for signs it lacks, and text measured in all of them."""

import re
import unicodedata
from collections.abc import Sequence
from copy import copy
from functools import cache, lru_cache
from weakref import WeakKeyDictionary

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfdoc import PDFDocument
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from lesobs.paths import resources
from lesobs.reports import bidi

REGULAR = "OpenSans-Regular"
SEMIBOLD = "OpenSans-Semibold"
BOLD = "OpenSans-Bold"
FALLBACK = "DejaVuSans"
EMOJI = "NotoEmoji-Regular"
MISSING = "Missing"
"""Draws any sign as an empty box."""

ELLIPSIS = "…"
_BOX = ord("□")
LONGEST_NAME = 160

_LINE_ENDS = dict.fromkeys("\r\v\f\x1c\x1d\x1e\x85\u2028\u2029", "\n")
_VARIATIONS = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0), range(0x1F3FB, 0x1F400))
"""What only says how the sign before it looks: another form, or a colour of skin."""


def register() -> None:
    """Make the fonts known to ReportLab, once; needed before anything is measured or drawn."""
    for name in (REGULAR, SEMIBOLD, BOLD):
        _register(name)


class _Font(TTFont):  # type: ignore[misc]  # ReportLab has no types
    """A font whose every sign can be copied from the paper as it was typed.

    ReportLab tells a reader of signs beyond the first 65,536, such as emoji, in five digits instead of in
    UTF-16 (ISO 32000, 9.10.3), and of the form of an Arabic letter instead of the letter.
    """

    def addObjects(self, doc: PDFDocument) -> None:  # noqa: N802 - overrides ReportLab
        super().addObjects(doc)
        for name, written in doc.idToObject.items():
            if name.startswith("toUnicodeCMap:"):
                written.content = re.sub(r"(?<= <)[0-9A-F]{4,5}(?=>)", _in_utf16, written.content)


def _in_utf16(digits: re.Match[str]) -> str:
    return bidi.as_typed(chr(int(digits[0], 16))).encode("utf-16-be", "surrogatepass").hex().upper()


@cache
def _register(name: str) -> None:
    """Reading a font takes a while, so the one for rare signs waits until there is one."""
    pdfmetrics.registerFont(_Font(name, resources() / "fonts" / f"{name}.ttf"))
    pdfmetrics.registerFontFamily(name, normal=name, bold=name, italic=name, boldItalic=name)


@cache
def _register_missing() -> None:
    """A font of boxes, which is told of each sign before it draws it: so a paper knows what it could not
    print, and it is copied from there as what it is."""
    _register(FALLBACK)
    font = copy(pdfmetrics.getFont(FALLBACK))
    font.fontName, font.state, font.face = MISSING, WeakKeyDictionary(), copy(font.face)
    font.face.name = MISSING.encode()
    font.face.defaultWidth = font.face.charWidths[_BOX]
    font.face.charWidths, font.face.charToGlyph = {}, {}
    pdfmetrics.registerFont(font)
    pdfmetrics.registerFontFamily(MISSING, normal=MISSING, bold=MISSING, italic=MISSING, boldItalic=MISSING)


def missing_in(document: PDFDocument) -> str:
    """The signs that stand in the document as a box, each once; ask before it is written."""
    if MISSING not in pdfmetrics.getRegisteredFontNames():
        return ""
    state = pdfmetrics.getFont(MISSING).state.get(document)
    return "".join(chr(code) for code in state.assignments if code) if state else ""


@lru_cache(maxsize=4096)
def clean(value: str) -> str:
    """The same text in composed form, every line end `\\n`, without control and other invisible signs.

    Compatibility forms (ſ, ½, fullwidth letters) stay as they were typed: another sign is another text.
    """
    if value.isascii() and value.isprintable():
        return value
    composed = unicodedata.normalize("NFC", value.replace("\r\n", "\n"))
    return "".join(_LINE_ENDS.get(sign, sign) for sign in composed.replace("\t", "    ") if _stays(sign))


def _stays(sign: str) -> bool:
    if sign == "\n" or sign in _LINE_ENDS:
        return True
    if any(ord(sign) in signs for signs in _VARIATIONS):
        return False
    return sign == bidi.NON_JOINER or unicodedata.category(sign) not in ("Cc", "Cf")


@lru_cache(maxsize=4096)
def runs(value: str, font: str) -> tuple[tuple[str, str], ...]:
    """Cleaned text cut into (font, text), so that every sign is in a font that has it; in order of reading.

    A sign in no font is written in its plain form when that can be (𝐀 as A), else it is a box.
    """
    register()
    value = bidi.joined(clean(value))
    if _glyphs(font).issuperset(map(ord, value)):
        return ((font, value),) if value else ()
    pieces: list[tuple[str, str]] = []
    for sign in value:
        place, shown = _place(sign, font)
        if pieces and unicodedata.combining(sign) and place == FALLBACK != pieces[-1][0]:
            # an accent must be drawn in the font of its letter, or it floats beside it
            before, letter = pieces[-1][1][:-1], pieces[-1][1][-1]
            pieces[-1:] = [(pieces[-1][0], before)] if before else []
            shown = letter + shown
        if pieces and pieces[-1][0] == place:
            pieces[-1] = (place, pieces[-1][1] + shown)
        else:
            pieces.append((place, shown))
    return tuple(pieces)


def drawn(value: str, font: str) -> Sequence[tuple[str, str]]:
    """The same of a single line, in the order in which it is drawn from left to right."""
    pieces = runs(value, font)
    return bidi.drawn([pieces])[0] if bidi.runs_right(value) else pieces


@cache
def _glyphs(font: str) -> frozenset[int]:
    _register(font)
    return frozenset(pdfmetrics.getFont(font).face.charToGlyph) | {ord("\n")}


@lru_cache(maxsize=4096)
def _place(sign: str, font: str) -> tuple[str, str]:
    for name in (font, FALLBACK, EMOJI):
        if ord(sign) in _glyphs(name):
            return name, sign
    plain = unicodedata.normalize("NFKC", sign)
    if plain != sign and _glyphs(font).issuperset(map(ord, plain)):
        return font, plain
    if unicodedata.category(sign) == "Cs":  # half a sign, which no reader could copy
        return FALLBACK, chr(_BOX)
    _register_missing()
    pdfmetrics.getFont(MISSING).face.charToGlyph[ord(sign)] = pdfmetrics.getFont(FALLBACK).face.charToGlyph[
        _BOX
    ]
    return MISSING, sign


@lru_cache(maxsize=8192)
def width(value: str, font: str, size: float) -> float:
    """How wide a single line of text is, in points."""
    total: float = sum(pdfmetrics.stringWidth(piece, name, size) for name, piece in runs(value, font))
    return total


def one_line(value: str) -> str:
    """The text without line ends and doubled spaces, for a place where it can't wrap."""
    return " ".join(clean(value).split())


def name(value: str) -> str:
    """A name on one line, elided after LONGEST_NAME signs: in a head that is repeated it must leave room."""
    line = one_line(value)
    return line if len(line) <= LONGEST_NAME else line[: LONGEST_NAME - 1] + ELLIPSIS


def elide(value: str, font: str, size: float, room: float) -> str:
    """The text when it fits in `room` points, else as many of its signs as fit and `…`."""
    if width(value, font, size) <= room:
        return value
    low, high = 0, len(value)
    while low < high:
        middle = (low + high + 1) // 2
        if width(value[:middle].rstrip() + ELLIPSIS, font, size) <= room:
            low = middle
        else:
            high = middle - 1
    return value[:low].rstrip() + ELLIPSIS


def draw(canvas: Canvas, x: float, y: float, value: str, font: str, size: float) -> float:
    """Draw one line from `x` on base line `y` in the canvas' fill colour; gives where it ends."""
    for name, piece in drawn(value, font):
        canvas.setFont(name, size)
        canvas.drawString(x, y, piece)
        x += pdfmetrics.stringWidth(piece, name, size)
    return x
