"""This file is the measures of the improvement plan: where each indicator began, and what is seen now."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Spacer

from lesobs.domain.cycle_look import Look
from lesobs.domain.dutch import count
from lesobs.domain.tally import Tally
from lesobs.reports.charts import distribution, legend, longest
from lesobs.reports.flow import Columns, Edge, Padding
from lesobs.reports.page import WIDTH
from lesobs.reports.style import CAPTION, HAIRLINE, HEADING, SMALL, Span, mute, strong, text

GAP, NAME, BAR, LOW = 12.0, 144.0, 122.0, 9.0
"""In points, of the table of several indicators: between columns, its name, its bars and their height."""
SOURCE = WIDTH - NAME - BAR - 2 * GAP


@dataclass(frozen=True, slots=True)
class CycleAim:
    """One indicator in words, the counts it begins from, what these were made of, and the share aimed at."""

    indicator: str
    baseline: Tally
    about: str
    target_percent: int | None


def beginning(aim: CycleAim | None, size: ParagraphStyle, width: float) -> list[Flowable]:
    """The baseline of the one indicator."""
    found: list[Flowable] = [text("Beginmeting", HEADING)]
    if aim is None or not aim.baseline.scored:
        found += [text(aim.indicator, size)] if aim is not None else []
        return [
            *found,
            text("Geen: deze cyclus begon niet bij cijfers uit lessen.", size),
            *_aimed(aim, size),
        ]
    counts = aim.baseline
    lessons = count(counts.scored, "les", "lessen")
    found += [
        text(aim.indicator, size),
        Spacer(0, 3),
        distribution(counts, width, 16),
        Spacer(0, 2),
        text([strong(f"{counts.high} van {lessons}"), f" op 3 of 4 ({counts.percent} %)"], size),
        *_aimed(aim, size),
        legend(width),
    ]
    if aim.about:
        found.append(text(aim.about, CAPTION))
    return found


def _aimed(aim: CycleAim | None, size: ParagraphStyle) -> list[Flowable]:
    if aim is None or aim.target_percent is None:
        return []
    return [text([f"Streven: {aim.target_percent} % ", mute("van de lessen op 3 of 4")], size)]


def measures(aims: Sequence[CycleAim], looks: Sequence[Look], size: ParagraphStyle) -> list[Flowable]:
    """A row for each of several indicators: its name with what may be said of it, the bars of then and now on
    one scale, and what these stand on."""
    style = size if size.fontSize < SMALL.fontSize else SMALL
    scale = longest(tally for look in looks for tally in (look.then, _now(look)))
    rows = [_row(aim, look, scale, style) for aim, look in zip(aims, looks, strict=True)]
    return [text("Waar we naar kijken", HEADING), *rows, Spacer(0, 3), legend(WIDTH)]


def _row(aim: CycleAim, look: Look, scale: int, style: ParagraphStyle) -> Flowable:
    name: list[Flowable] = [text([strong(aim.indicator)], style)]
    if aim.target_percent is not None:
        name.append(text(f"streven {aim.target_percent} % op 3 of 4", style))
    if look.new_lessons:
        name.append(text(look.headline, style))
    periods = [_period("toen", look.then, aim.about, scale, style)]
    if (now := _now(look)) is not None and look.now is not None:
        periods.append(_period("nu", now, f"{look.now.stands_on}, {look.now.period}", scale, style))
    return Columns(
        [name, periods],
        [NAME, WIDTH - NAME - GAP],
        gap=GAP,
        padding=Padding(3, 0, 3, 0),
        below=Edge(0.5, HAIRLINE),
    )


def _period(when: str, counts: Tally, about: str, scale: int, style: ParagraphStyle) -> Flowable:
    """The bar of one period, beside its figure and what that stands on."""
    if not counts.scored:
        return Columns([[text([mute(f"{when}: nog geen beginmeting")], style)]], [BAR + GAP + SOURCE])
    figure: list[str | Span] = [f"{when} ", strong(f"{counts.high} van {counts.scored}")]
    said = text([*figure, mute(" · ".join(filter(None, (f" ({counts.percent} %)", about))))], style)
    bar: list[Flowable] = [Spacer(0, 2), distribution(counts, BAR, LOW, scale=scale)]
    return Columns([bar, [said]], [BAR, SOURCE], gap=GAP)


def single_look(look: Look, about: str, size: ParagraphStyle, widths: tuple[float, float]) -> list[Flowable]:
    """One indicator then and now on one scale, and what may be said of it; `widths` of words and bars."""
    found: list[Flowable] = []
    now = _now(look)
    if now is not None and look.now is not None:
        scale = longest((look.then, now))
        for name, tally, words in (
            ("Toen", look.then, about),
            ("Nu", now, f"{look.now.stands_on}, {look.now.period}"),
        ):
            if tally.scored:
                side: list[Flowable] = [text([strong(name), mute(f"  {words}")], CAPTION)]
                bar = distribution(tally, widths[1], 14, scale=scale)
                gap = WIDTH - sum(widths)
                found.append(Columns([side, [bar]], widths, gap=gap, padding=Padding(2, 0, 3, 0)))
    said = " ".join(part for part in (look.figures, look.explanation) if part)
    found.append(text([strong(f"{look.headline} "), said], size))
    return found


def _now(look: Look) -> Tally | None:
    return look.now.cell.tally if look.now is not None else None
