"""This file is the eight stations of the loop in words, from its visits to the looks after it."""

from collections.abc import Iterator, Sequence

from lesobs.domain import dutch
from lesobs.domain.activity import ActivityStatus
from lesobs.domain.cycle import Outcome, Phase, turn_words
from lesobs.domain.cycle_look import Look
from lesobs.services.cycles import CycleIndicator
from lesobs.ui.calendar.wording import one_line
from lesobs.ui.cycle.whole import STOPS, Station, Stop, Whole, Words
from lesobs.ui.look import Tone

MOST_ROWS = 4
"""Lines of indicators that a card has room for."""


def stations(whole: Whole) -> tuple[Station, ...]:
    """The eight cards."""
    lines = {
        Stop.VISITS: _visits,
        Stop.PICTURE: _picture,
        Stop.FINDING: _finding,
        Stop.PLAN: _plan,
        Stop.DO: _do,
        Stop.CHECK: _check,
        Stop.ACT: _act,
        Stop.LOOKS: _looks,
    }
    titles = ("Bezoeken", "Sectiebeeld", "Bevinding", "Plan", "Do", "Check", "Act", _last_title(whole))
    reached = STOPS.index(whole.stop)
    measured = whole.line.measured
    came_from = bool(measured), bool(measured), bool(whole.findings)
    return tuple(
        Station(
            stop=stop,
            title=title,
            lines=tuple(lines[stop](whole)),
            walked=came_from[place] if place < 3 else place <= reached,
            now=place == reached and not whole.closed,
            tally=measured[0].baseline
            if stop is Stop.PICTURE and len(measured) == len(whole.line.indicators) == 1
            else None,
        )
        for place, (stop, title) in enumerate(zip(STOPS, titles, strict=True))
    )


Lines = Iterator[tuple[Words, ...]]


def _say(text: str, tone: Tone = "ink", *, strong: bool = False) -> tuple[Words, ...]:
    return (Words(text, tone, strong),)


def _link(text: str) -> tuple[Words, ...]:
    return (Words(text, "link", link=True),)


def _rows(lines: Sequence[tuple[Words, ...]]) -> Lines:
    """As many as a card has room for, and how many more there are."""
    if len(lines) <= MOST_ROWS:
        yield from lines
        return
    yield from lines[: MOST_ROWS - 1]
    yield _say(f"en nog {len(lines) - MOST_ROWS + 1}", "mute")


def _visits(whole: Whole) -> Lines:
    if whole.previous_turn is not None:
        yield _say(f"{turn_words(whole.number).capitalize()}: ook de vorige ronde hoort bij deze lus.")
    measured = whole.line.measured
    if not measured:
        began = "Zonder beginmeting; de bevinding vertelt waar het begon."
        yield _say(began if whole.findings else "Deze cyclus begon niet bij lesbezoeken.", "mute")
        return
    if len(measured) == 1:
        yield from _lessons_of(whole, measured[0])
    else:
        number = dutch.count(len(measured), "indicator", "indicatoren")
        scope = whole.line.scope
        where = f"in de {scope}" if whole.line.of_all else f"bij {scope}"
        yield (Words(number, strong=True), Words(f" {where}"))
        yield _say(dutch.listed(dict.fromkeys(whole.period_of(one) for one in measured)), "mute")
    yield _link("Bekijk de bezoeken")


def _lessons_of(whole: Whole, one: CycleIndicator) -> Lines:
    stands_on = one.stands_on.split(". ")[0]
    if stands_on:
        yield _say(stands_on)
    else:
        lessons = dutch.count(one.baseline.scored, "gescoorde les", "gescoorde lessen")
        yield (Words(lessons, strong=True), Words("" if whole.line.of_all else f" bij {whole.line.scope}"))
        yield _say(whole.period_of(one), "mute")


def _picture(whole: Whole) -> Lines:
    indicators = whole.line.indicators
    if not whole.line.measured:
        yield _say("Nog geen beginmeting. Neem haar bij Plan uit het beeld.", "mute")
        return
    if len(indicators) == 1:
        counts = indicators[0].baseline
        extra = f" · {counts.not_applicable} n.v.t." if counts.not_applicable else ""
        high = Words(f"{counts.high} van {counts.scored}", strong=True)
        yield (high, Words(" lessen op 3 of 4"), Words(extra, "mute"))
    else:
        yield from _rows([_then(one) for one in indicators])
    yield _link("Open het beeld")


def _then(one: CycleIndicator) -> tuple[Words, ...]:
    code = Words(f"{one.code or one.title} ", strong=True)
    if not one.baseline.scored:
        return (code, Words("nog geen beginmeting", "mute"))
    return (code, Words(f"{one.baseline.high} van {one.baseline.scored} op 3 of 4"))


def _finding(whole: Whole) -> Lines:
    if not whole.findings:
        yield _say("Een eigen plan, zonder bevinding uit het beeld.", "mute")
        return
    found, *others = whole.findings
    yield _say(f"‘{one_line(found.text)}’")
    yield _say(f"{dutch.day(found.found_on)} · {found.kind.word}, {found.state.word}", "mute")
    if others:
        yield _say(f"en nog {dutch.count(len(others), 'bevinding', 'bevindingen')}", "mute")


def _plan(whole: Whole) -> Lines:
    line = whole.line
    if line.goal.strip():
        yield (Words("Doel: "), Words(one_line(line.goal)))
    else:
        yield _say("Waaraan zien jullie in de les dat het lukt?", "attention", strong=True)
    if len(line.indicators) > 1:
        codes = dutch.listed(one.code or one.title for one in line.indicators)
        yield _say(f"{len(line.indicators)} indicatoren: {codes}", "mute")
    for one in line.measured if len(line.indicators) == 1 else ():
        goal = f", streven {one.target_percent} %" if one.target_percent is not None else ""
        yield _say(f"beginmeting {one.baseline.high} van {one.baseline.scored}{goal}", "mute")
    if line.check_on is not None:
        yield _say(f"opnieuw kijken vóór {dutch.day(line.check_on)}", "mute")
    elif not whole.closed:
        yield _say("nog geen dag om opnieuw te kijken", "attention")


def _do(whole: Whole) -> Lines:
    doing = whole.doing
    if not doing:
        yield _say("Wat gaan jullie doen, wie, en wanneer?", "mute")
        return
    shown = doing if len(doing) <= 4 else doing[:3]
    for one in shown:
        tone: Tone = "attention" if one.overdue else "ink"
        yield (Words(one_line(one.title), tone, tick=one.status is ActivityStatus.DONE),)
    if len(doing) > len(shown):
        yield _say(f"en nog {len(doing) - len(shown)}", "mute")


def _check(whole: Whole) -> Lines:
    looks, line = whole.looks, whole.line
    if looks.single is not None:
        yield from _single_look(looks.single)
    elif looks.new_lessons:
        yield from _rows([_now(look) for look in looks.each])
    if line.check_reason.strip() and not line.facts.seen_again:
        yield _say(f"Niet opnieuw gekeken: {one_line(line.check_reason)}", "mute")
    if line.phase is Phase.CHECK and not whole.closed:
        waits = "Wacht op jullie besluit" if line.facts.looked_again else "Wacht op nieuwe bezoeken"
        yield _say(waits, "attention", strong=True)
    elif not looks.new_lessons and not line.check_reason.strip():
        until = f" vóór {dutch.day(line.check_on)}" if line.check_on else ""
        yield _say(f"Zien we straks meer? Kijk opnieuw{until}.", "mute")


def _single_look(look: Look) -> Lines:
    now = look.now.cell.tally if look.now else None
    if now is not None and look.now is not None:
        yield (Words(f"{now.high} van {now.scored}", strong=True), Words(" lessen op 3 of 4"))
        yield _say(look.now.stands_on, "mute")
    elif look.new_lessons:
        lessons = dutch.count(look.new_lessons, "nieuwe les", "nieuwe lessen")
        yield (Words(lessons, strong=True), Words(" sinds de activiteiten"))
        if look.why:
            yield _say("cijfers niet apart te tonen", "mute")


def _now(look: Look) -> tuple[Words, ...]:
    code, now = Words(f"{look.code or look.title} ", strong=True), look.now.cell.tally if look.now else None
    if now is None:
        lessons = dutch.count(look.new_lessons, "nieuwe les", "nieuwe lessen")
        return (code, Words(lessons if look.new_lessons else "nog niet opnieuw gezien", "mute"))
    return (code, Words(f"{now.high} van {now.scored} op 3 of 4"))


def _act(whole: Whole) -> Lines:
    line = whole.line
    if line.outcome is not None and line.closed_on is not None:
        yield (
            Words(line.outcome.word.capitalize(), strong=True),
            Words(f" op {dutch.day(line.closed_on)}"),
        )
        if line.reason.strip():
            yield _say(f"‘{one_line(line.reason)}’")
        return
    ready = line.facts.looked_again and line.phase in (Phase.CHECK, Phase.ACT)
    yield _say(
        "Borgen, bijstellen of stoppen. "
        + ("Dat kan nu: er is opnieuw gekeken." if ready else "Dat kan na opnieuw kijken."),
        "ink" if line.phase is Phase.ACT else "mute",
    )


def _last_title(whole: Whole) -> str:
    if whole.next_turn is not None:
        return turn_words(whole.next_turn.number).capitalize()
    return "Gestopt" if whole.line.outcome is Outcome.STOP else "Blijven kijken"


def _looks(whole: Whole) -> Lines:
    line, following = whole.line, whole.next_turn
    if following is not None:
        yield _say("De cyclus ging verder, met deze geschiedenis.")
        yield _link(f"Naar de {turn_words(following.number)}")
        return
    if line.outcome is Outcome.STOP:
        yield _say("Hier volgt niets meer op. De reden staat bij Act.", "mute")
        return
    kept = [one for one in whole.activities if one.status is not ActivityStatus.DROPPED]
    looks = [one for one in kept if one.phase is Phase.CHECK and whole.closed]
    planted = [one for one in looks if one.starts_on > (line.closed_on or one.starts_on)]
    for one in planted[:3]:
        when = f"opnieuw kijken {dutch.day(one.starts_on)}"
        yield (Words(when, "attention" if one.overdue else "ink", tick=one.status is ActivityStatus.DONE),)
    if not planted:
        first, second = whole.after_securing
        months = f"{dutch.FULL_MONTHS[first.month - 1]} en {dutch.FULL_MONTHS[second.month - 1]}"
        yield _say(f"Wie borgt, kijkt na 6 en 12 maanden nog eens: in {months} {second.year}.", "mute")
