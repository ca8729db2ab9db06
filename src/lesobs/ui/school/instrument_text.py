"""This file is an instrument as a team reads it: every indicator with its look-fors and its levels."""

from collections.abc import Callable, Sequence
from html import escape
from typing import TypeVar

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QFont, QPainter, QPixmap, QResizeEvent, QTextDocument
from PySide6.QtWidgets import QTextBrowser

from lesobs.domain.instrument import Indicator, Instrument, Level, kind_word
from lesobs.ui.look import FontRole, font, look, theme
from lesobs.ui.widgets.marks import paint_level

_READING_WIDTH = 760
_BOX = 22
S = TypeVar("S", Instrument, Indicator)


class InstrumentText(QTextBrowser):
    """One instrument as calm text; the arrow keys read on."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Kijkwijzer")
        self.setProperty("kind", "card")
        self.setOpenLinks(False)
        self.anchorClicked.connect(lambda url: self.scrollToAnchor(url.fragment()))
        self._shown: Instrument | Indicator | None = None
        self._worn = ""
        look.changed.connect(self._show_again)

    def show_instrument(self, instrument: Instrument) -> None:
        """Show an instrument from its beginning; the same one again stays where it was being read."""
        self._show(instrument, _html)

    def show_indicator(self, indicator: Indicator) -> None:
        """Show one indicator alone."""
        self._show(indicator, _indicator)

    def _show_again(self) -> None:
        if isinstance(self._shown, Instrument):
            self.show_instrument(self._shown)
        elif self._shown is not None:
            self.show_indicator(self._shown)

    def _show(self, what: S, html: Callable[[S], str]) -> None:
        if what == self._shown and self._worn == theme().ink:
            return
        here = self.verticalScrollBar().value() if what == self._shown else 0
        self._shown, self._worn = what, theme().ink
        self.document().setDocumentMargin(0)
        self.document().setDefaultFont(font("body"))
        self.document().setDefaultStyleSheet(_style())
        for level in Level:
            place = QUrl(f"level:{level.value}")
            self.document().addResource(
                QTextDocument.ResourceType.ImageResource.value, place, _box(level, self.devicePixelRatioF())
            )
        self.setHtml(html(what))
        self.verticalScrollBar().setValue(here)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lines no longer than one reads easily."""
        super().resizeEvent(event)
        room = self.width() - 26 - _READING_WIDTH
        self.setViewportMargins(26, 16, max(14, room), 8)
        self.document().setTextWidth(self.viewport().width())  # Qt may have laid it out before the margins


def _style() -> str:
    """Classes instead of h1, h2 and h3, which Qt makes larger than their size says."""
    worn = theme()

    def shape(role: FontRole, tone: str = worn.ink) -> str:
        chosen = font(role)
        return f"font-size:{chosen.pointSizeF():.2f}pt; font-weight:{chosen.weight()}; color:{tone};"

    return (
        f".title {{ {shape('page')} }} .part {{ {shape('figure', worn.acc)} }} "
        f".head {{ {shape('card')} }} .plain {{ {shape('body')} }} .mute {{ {shape('body', worn.mute)} }} "
        f".small {{ {shape('secondary', worn.mute)} }} a {{ color:{worn.link}; }} "
        f"b {{ font-weight:{QFont.Weight.DemiBold.value}; }}"
    )


def _html(instrument: Instrument) -> str:
    first, last = instrument.minutes
    kind = kind_word(instrument.kind)
    facts = f"{kind} · {first} tot {last} minuten · {len(instrument.indicators)} indicatoren"
    parts = instrument.parts()
    links = " &nbsp;·&nbsp; ".join(
        f'<a href="#{part.letter}">{part.letter} {escape(part.title)}</a>' for part, _ in parts
    )
    levels = [
        (level, f"<b>{level.word}</b> – {level.meaning}")
        for level in (*list(Level)[1:], Level.NOT_APPLICABLE)
    ]
    body = "".join(
        f'<p class="part" style="margin-top:30px;margin-bottom:0"><a name="{part.letter}"></a>'
        f"{part.letter} &nbsp;{escape(part.title)}</p>" + "".join(map(_indicator, indicators))
        for part, indicators in parts
    )
    return (
        f'<p class="title" style="margin-top:0;margin-bottom:2px">{escape(instrument.title)}</p>'
        f'<p class="mute" style="margin-top:0;margin-bottom:8px">{facts}</p>'
        f'<p style="margin-top:0;margin-bottom:10px">{escape(instrument.description)}</p>'
        f'<p class="small" style="margin-top:0">{links}</p>'
        f'<p class="head" style="margin-top:16px;margin-bottom:4px">De vier niveaus</p>'
        f"{_levels(levels)}{body}<p></p>"
    )


def _indicator(indicator: Indicator) -> str:
    own = " · eigen afspraak van de school" if indicator.own else ""
    seen = "".join(
        f'<tr><td width="16">·</td><td><span class="mute">{look_for.subject}</span> '
        f"{escape(look_for.text)}</td></tr>"
        for look_for in indicator.look_fors
        if look_for.text.strip()
    )
    word = '<p class="small" style="margin-top:8px;margin-bottom:3px">'
    look_fors = f'{word}Kijkpunten</p><table cellspacing="0" cellpadding="1">{seen}</table>' if seen else ""
    anchors = [(Level(level), escape(words)) for level, words in enumerate(indicator.anchors, start=1)]
    return (
        f'<p class="head" style="margin-top:20px;margin-bottom:2px">{escape(indicator.code)} &nbsp;'
        f'{escape(indicator.title)} &nbsp;<span class="small">{escape(indicator.standard)}{own}</span></p>'
        f'<p style="margin-top:0;margin-bottom:0">{escape(indicator.text)}</p>'
        f"{look_fors}"
        f"{word}Wat je ziet op elk niveau</p>{_levels(anchors)}"
        f"{word}Om samen over te praten</p>"
        f'<p style="margin-top:0;margin-bottom:0"><i>{escape(indicator.question)}</i></p>'
        f"{word}In het beeld van de sectie</p>"
        f'<p style="margin-top:0">{escape(indicator.watched)}</p>'
    )


def _levels(lines: Sequence[tuple[Level, str]]) -> str:
    rows = "".join(
        f'<tr><td width="32" valign="middle"><img src="level:{level.value}"></td>'
        f'<td valign="middle">{words}</td></tr>'
        for level, words in lines
    )
    return f'<table cellspacing="0" cellpadding="2">{rows}</table>'


def _box(level: Level, ratio: float) -> QPixmap:
    """The box of a level as it looks everywhere in the program."""
    picture = QPixmap(QSize(_BOX, _BOX) * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    paint_level(painter, QPixmap(_BOX, _BOX).rect(), level.value, theme())
    painter.end()
    return picture
