"""This file is the blank form of an instrument, for who observes on paper and types it in afterwards."""

from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from pathlib import Path

from reportlab.platypus import Flowable, KeepTogether, PageBreak, Spacer

from lesobs.domain.dutch import day
from lesobs.domain.instrument import Indicator, Instrument, kind_word
from lesobs.domain.time_on_task import Occupation
from lesobs.domain.visit import LessonPhase
from lesobs.reports import fonts
from lesobs.reports.flow import Columns, Padding, WritingLines, height_of
from lesobs.reports.form_parts import (
    BOXES,
    FINE,
    FINE_STRONG,
    LOOK,
    THIN,
    IfRoom,
    LevelBoxes,
    Strip,
    Table,
    TickBox,
    fields,
    legend,
    part_head,
    prompt,
)
from lesobs.reports.page import HEIGHT, WIDTH, Letterhead, Written, write_document
from lesobs.reports.style import INK, SMALL_STRONG, SUBTITLE, TITLE, strong, text

CODE = 24.0
LOOKS, GAP = 274.0, 14.0
EXPLAIN = WIDTH - CODE - LOOKS - GAP
"""Below the words of an indicator: its look-fors at the left, room to explain at the right."""
ROOMY, SNUG = 56.0, 0.0
"""Least height of that room: usually, and when less makes it one page."""
ABOVE_PART, ABOVE_SNUG = 9.0, 3.0
"""Room above the title of a part, and the least of it on a form of one page."""
EXPLAINING = 18.5
"""About from one line for an explanation to the next."""
COUNTS = 10
PEN = "\u00a0" * 7
"""Room to write a number before what is printed."""
OWN_SENTENCE = "Dit is voor ons gesprek: het gaat erom hoe jij de les zag, en een fout antwoord bestaat niet."


@dataclass(frozen=True, slots=True)
class FormFacts:
    """What is known of the visit beforehand; what is empty is for a pen."""

    teacher: str = ""
    section: str = ""
    class_group: str = ""
    held_on: date | None = None
    lesson_hour: int | None = None
    observer: str = ""
    focus_question: str = ""
    pupils: int | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """A form to print. `own`: for the teacher's own view, else for an observer."""

    school: str
    instrument: Instrument
    printed_on: date
    facts: FormFacts = field(default_factory=FormFacts)
    own: bool = False


def write_form(path: Path, form: Form) -> Written:
    """Write the form on A4."""
    fonts.register()
    return write_document(path, _letterhead(form), _own_view(form) if form.own else _observing(form))


def _letterhead(form: Form) -> Letterhead:
    instrument, facts = form.instrument, form.facts
    title = "Mijn eigen kijk op deze les" if form.own else f"Formulier {kind_word(instrument.kind)}"
    order = "Vul daarna in: volgorde als op dit formulier."
    whose = " en ".join(name for name in (facts.teacher, facts.observer) if name)
    return Letterhead(
        title=f"{title} – {instrument.title}",
        subject=f"Formulier bij de kijkwijzer {instrument.title}",
        school=form.school,
        context=instrument.title,
        audience=f"Alleen voor {whose}" if whose else "",
        purpose=f"Kijkwijzer {instrument.title}, versie {instrument.version}. {order}",
        printed_on=form.printed_on,
    )


def _observing(form: Form) -> list[Flowable]:
    head = [*_head(form), Spacer(0, 8), legend()]
    blocks = _blocks(form.instrument, SNUG, ABOVE_SNUG)
    if (spare := HEIGHT - 1 - height_of([*head, *chain.from_iterable(blocks)], WIDTH)) < 0:
        blocks = _blocks(form.instrument, ROOMY, ABOVE_PART)
    else:
        spare -= talk if (talk := height_of(_talk(), WIDTH)) <= spare else 0
        above = min(ABOVE_PART, ABOVE_SNUG + spare / len(form.instrument.parts()))
        blocks = _blocks(form.instrument, SNUG, above)
    kept = [KeepTogether(block) for block in blocks]
    return [*head, *kept, IfRoom(_talk()), PageBreak(), *_running_notes(form)]


def _blocks(instrument: Instrument, room: float, above: float) -> list[list[Flowable]]:
    """Each indicator, the first of a part under its title with so much room above it: what a page end may not
    part."""
    blocks: list[list[Flowable]] = []
    for part, indicators in instrument.parts():
        rows: list[list[Flowable]] = [[_indicator(one, room)] for one in indicators]
        rows[0].insert(0, part_head(f"{part.letter}  {part.title}", above))
        blocks += rows
    return blocks


def _head(form: Form) -> list[Flowable]:
    facts = form.facts
    pupils = f"{PEN}van de {facts.pupils}" if facts.pupils else ""
    return [
        text(f"Lesbezoek: {form.instrument.title}", SUBTITLE),
        fields(
            [("Docent", facts.teacher, 3), ("Sectie", facts.section, 2), ("Klas", facts.class_group, 1.4)]
        ),
        fields(
            [
                ("Waarnemer", facts.observer, 2.8),
                ("Datum", _day(form), 2),
                ("Lesuur", str(facts.lesson_hour or ""), 0.8),
                ("Aanwezig", pupils, 1.9),
            ]
        ),
        fields([("Kijkvraag", facts.focus_question, 1)]),
    ]


def _day(form: Form) -> str:
    return day(form.facts.held_on) if form.facts.held_on else ""


def _indicator(indicator: Indicator, room: float) -> Columns:
    """Title and boxes, its words, and below them the look-fors beside lines for as long as they go on."""
    looks: list[Flowable] = []
    for look in indicator.look_fors:
        said = text(f"{look.subject} {look.text}", LOOK)
        looks.append(Columns([[TickBox()], [said]], [TickBox.SIDE, LOOKS - TickBox.SIDE - 5], gap=5))
    tall = max(height_of(looks, LOOKS), room, 2 * EXPLAINING)
    lines = round(tall / EXPLAINING)
    width, beside = WIDTH - CODE, LOOKS + GAP
    title = Columns(
        [[text(indicator.title, SMALL_STRONG)], [LevelBoxes()]], [width - BOXES - GAP, BOXES], gap=GAP
    )
    explain = WritingLines(lines - 1, [EXPLAIN], pitch=tall / lines, color=INK)  # the edge is the last line
    below = Columns([[Columns([looks], [LOOKS])], [explain]], [beside, EXPLAIN])
    pad = 5 if room else 2.5
    return Columns(
        [[text(indicator.code, SMALL_STRONG)], [title, text(indicator.text, FINE), Spacer(0, 1), below]],
        [CODE, width],
        padding=Padding(top=pad, bottom=pad),
        below=THIN,
    )


def _talk() -> list[Flowable]:
    return [
        Spacer(0, 16),
        text("Voor de nabespreking", SUBTITLE),
        Spacer(0, 4),
        *prompt("Wat werkte, en wat merkten leerlingen daarvan?", 2),
        Spacer(0, 8),
        *prompt("Eén volgende stap: wat, met welke hulp, tot wanneer, en wanneer kijken we opnieuw?", 3),
    ]


def _running_notes(form: Form) -> list[Flowable]:
    letters = " · ".join(f"{one.letter} {one.word}" for one in Occupation)
    codes = 64.0
    return [
        text("Aantekeningen tijdens de les", SUBTITLE),
        fields(
            [("Docent", form.facts.teacher, 3), ("Klas", form.facts.class_group, 1), ("Datum", _day(form), 2)]
        ),
        Spacer(0, 10),
        Strip(("Begint om",), len(LessonPhase), above=[phase.word for phase in LessonPhase]),
        Spacer(0, 12),
        text("Leerlingen bij de les: tel rustig rond, elke vijf minuten of wanneer je wilt", FINE_STRONG),
        Spacer(0, 4),
        Strip(("Tijd", "Bij de les", "Aanwezig", "Bezig met"), COUNTS),
        Spacer(0, 4),
        text([strong("Bezig met:"), f"  {letters}"], FINE),
        Spacer(0, 10),
        Table(
            (
                "Tijd",
                "Wat zie en hoor je? Eerst wat er gebeurt, dan wat leerlingen ervan merken",
                "Indicator",
            ),
            (52.0, WIDTH - 52 - codes, codes),
        ),
    ]


def _own_view(form: Form) -> list[Flowable]:
    """One page: the roomiest that fits, with room for more words when some is left."""
    for explained, room in ((True, 5.0), (True, 3.0), (False, 4.0), (False, 2.0)):
        story = _own_rows(form, explained=explained, room=room)
        if height_of(story, WIDTH) <= HEIGHT - 1:
            break
    more = prompt("Hier wil ik het in het gesprek over hebben", 4)
    return [*story, IfRoom([Spacer(0, 14), *more])]


def _own_rows(form: Form, *, explained: bool, room: float) -> list[Flowable]:
    facts = form.facts
    story: list[Flowable] = [
        text("Mijn eigen kijk op deze les", TITLE),
        text(OWN_SENTENCE),
        fields([("Naam", facts.teacher, 3), ("Klas", facts.class_group, 1.2), ("Datum", _day(form), 2)]),
        Spacer(0, 9),
        legend(),
    ]
    width = WIDTH - CODE - BOXES - GAP
    for part, indicators in form.instrument.parts():
        story.append(part_head(f"{part.letter}  {part.title}", ABOVE_PART))
        for one in indicators:
            words = [text(one.title, SMALL_STRONG), *([text(one.text, FINE)] if explained else [])]
            story.append(
                Columns(
                    [[text(one.code, SMALL_STRONG)], words, [LevelBoxes()]],
                    [CODE, width + GAP, BOXES],
                    padding=Padding(top=room, bottom=room - 1),
                    below=THIN,
                )
            )
    return story
