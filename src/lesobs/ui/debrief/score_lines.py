"""This file is the rows of scores beside the talk: what each holds, and which columns there are."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from lesobs.domain import dutch
from lesobs.domain.instrument import Level
from lesobs.services.visit_detail import VisitDetail
from lesobs.ui.debrief.talk import Talk, first_word
from lesobs.ui.widgets.marks import level_words

TALK_ABOUT = "praat hierover"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of scores: the word above it, who that is, and in which role."""

    title: str
    name: str
    role: str


@dataclass(frozen=True)
class ScoreLine:
    """One indicator with its scores, one for each column. `seen` are the paragraphs below it when it is open,
    of which the first `anchors` say what a score means."""

    key: str
    code: str
    title: str
    levels: tuple[int | None, ...]
    columns: tuple[Column, ...] = ()
    differs: bool = False
    seen: tuple[str, ...] = ()
    anchors: int = 0
    notes: int = 0
    is_open: bool = False

    @property
    def tooltip(self) -> str:
        """What was seen, while the row is closed."""
        return "" if self.is_open else "".join(f"<p>{escape(text)}</p>" for text in self.seen)

    def spoken(self) -> str:
        notes = dutch.count(self.notes, "aantekening", "aantekeningen") if self.notes else ""
        seen = " ".join(self.seen) if self.is_open else ""
        words = [level_words(level) for level in self.levels]
        if len(words) > 1:
            words = [f"{one.role} {word}" for one, word in zip(self.columns, words, strict=True)]
        about = TALK_ABOUT if self.differs else ""
        return ", ".join(word for word in (f"{self.code} {self.title}", *words, about, notes, seen) if word)


def columns_of(talk: Talk, *, own: bool, observers: bool) -> tuple[Column, ...]:
    """The columns from left to right: of the teacher if `own`, of all who observed if `observers`. Two
    observers are told apart by their names."""
    found = [Column("docent", talk.line.teacher, "docent")] if own else []
    if observers and len(talk.seen) == 1:
        found.append(Column("waarnemer", talk.seen[0].line.observer, "waarnemer"))
    elif observers:
        roles = ("waarnemer", "2e waarnemer")
        for role, one in zip(roles, talk.seen, strict=True):
            found.append(Column(first_word(one.line.observer) or role, one.line.observer, role))
    return tuple(found)


def score_lines(talk: Talk, columns: tuple[Column, ...], *, own: bool, observers: bool) -> list[ScoreLine]:
    """The indicators in the order of the instrument. Without `observers` nothing of what they saw."""
    seen = talk.seen if observers else ()
    lines = []
    for one in talk.lesson.instrument.indicators:
        mine = talk.lesson.teacher_levels.get(one.key)
        levels = ([mine] if own else []) + [visit.ratings[one.key].level for visit in seen]
        anchors = list(_anchors(talk, one.key, columns, levels)) if observers else []
        said = [words for visit in seen for words in _said(visit, one.key, named=len(seen) > 1)]
        lines.append(
            ScoreLine(
                key=one.key,
                code=one.code,
                title=one.title,
                levels=tuple(levels),
                columns=columns,
                differs=observers and talk.differs(one.key),
                seen=(*anchors, *said),
                anchors=len(anchors),
                notes=sum(len(_notes(visit, one.key)) for visit in seen),
            )
        )
    return lines


def _anchors(talk: Talk, key: str, columns: tuple[Column, ...], levels: list[Level | None]) -> Iterator[str]:
    """What each score means, the same score once."""
    indicator, several = talk.indicator(key), len(columns) > 1
    for level in dict.fromkeys(level for level in levels if level):
        who = dutch.listed(one.title for one, other in zip(columns, levels, strict=True) if other == level)
        words = f"{level.word.capitalize()}: {indicator.anchor(level)}"
        yield f"{who[:1].upper()}{who[1:]} – {words[0].lower()}{words[1:]}" if several else words


def _said(visit: VisitDetail, key: str, *, named: bool) -> Iterator[str]:
    """The explanation and the notes of one observer; with a name when there are two."""
    who = f"{first_word(visit.line.observer)}: " if named else ""
    if explanation := visit.ratings[key].explanation.strip():
        yield f"{who}{explanation}"
    for at, text in _notes(visit, key):
        yield f"{at}  {who}{text}"


def _notes(visit: VisitDetail, key: str) -> list[tuple[str, str]]:
    return [
        (dutch.clock(note.at), note.text.strip())
        for note in visit.notes
        if note.indicator_key == key and note.text.strip()
    ]
