"""This file is the track of states of a finding: what was walked has a tick, the present one is strong."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from lesobs.domain.finding import FindingState
from lesobs.services.findings import FindingLine
from lesobs.ui import icons
from lesobs.ui.look import font, theme
from lesobs.ui.talk.wording import ENDS, TRACK, place_on_track
from lesobs.ui.widgets.text import draw_text, width_of

_LINK, _GAP, _TICK, _LINE = 12, 5, 15, 22


@dataclass(frozen=True, slots=True)
class Station:
    """A word on the track."""

    word: str
    walked: bool
    present: bool


def stations(state: FindingState, discussed: bool) -> list[Station]:
    """The way of a finding; only what is known to have happened counts as walked."""
    place = place_on_track(state)
    ended = state if state in ENDS else FindingState.SECURED
    found = []
    for number, step in enumerate((*TRACK[:-1], ended)):
        walked = number < place and (discussed or step is not FindingState.DISCUSSED)
        if state is FindingState.STOPPED and number > TRACK.index(FindingState.AGREED):
            walked = False
        found.append(Station(step.word, walked, number == place))
    return found


class FindingTrack(QWidget):
    """gezien — besproken — afgesproken — gedaan — opnieuw gekeken — geborgd, in one line or two."""

    def __init__(self) -> None:
        super().__init__()
        self._stations: list[Station] = []
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_finding(self, finding: FindingLine) -> None:
        self._stations = stations(finding.state, finding.discussed_on is not None)
        walked = [one.word for one in self._stations if one.walked]
        past = f"; geweest: {', '.join(walked)}" if walked else ""
        self.setAccessibleName(f"Status: {finding.state.word}{past}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, self.heightForWidth(max(self.width(), 240)))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, _LINE)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return (self._places(width)[-1][1] + 1) * _LINE if self._stations else _LINE

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, worn = QPainter(self), theme()
        for one, (left, line) in zip(self._stations, self._places(self.width()), strict=True):
            top = line * _LINE
            if one is not self._stations[0]:
                link = QRectF(left, top + _LINE / 2 - 1, _LINK, 2)
                painter.fillRect(link, worn.color("acc" if one.walked or one.present else "line2"))
                left += _LINK + _GAP
            if one.walked:
                icons.draw(painter, QRectF(left, top + 3.5, _TICK, _TICK), "check", "done")
                left += _TICK + 2
            words = QRectF(left, top, self.width() - left, _LINE)
            ink = worn.color("ink" if one.present or one.walked else "mute")
            draw_text(painter, words, one.word, _font(one), ink)

    def _places(self, width: int) -> list[tuple[float, int]]:
        """Where each station begins, with the link before it, and on which line."""
        places: list[tuple[float, int]] = []
        left, line = 0.0, 0
        for number, one in enumerate(self._stations):
            needed = width_of(one.word, _font(one)) + (_TICK + 2 if one.walked else 0)
            needed += _LINK + _GAP if number else 0
            if number and left + needed > width:
                left, line = 0.0, line + 1
            places.append((left, line))
            left += needed + _GAP
        return places


def _font(one: Station) -> QFont:
    return font("secondary", strong=one.present)
