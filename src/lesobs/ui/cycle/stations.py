"""This file is the eight stations of the loop in words, from its visits to the looks after it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lesobs.domain import dutch
from lesobs.domain.activity import ActivityStatus
from lesobs.domain.cycle import Outcome, Phase, looks_after_securing, turn_words
from lesobs.domain.cycle_look import Look
from lesobs.domain.tally import Tally
from lesobs.services.calendar import ActivityLine
from lesobs.services.cycles import CycleDraft, CycleLine, Turn
from lesobs.services.findings import FindingLine
from lesobs.ui.calendar.wording import one_line
from lesobs.ui.look import Tone


class Stop(StrEnum):
    """A station of the loop, in the order of walking."""

    VISITS = "visits"
    PICTURE = "picture"
    FINDING = "finding"
    PLAN = "plan"
    DO = "do"
    CHECK = "check"
    ACT = "act"
    LOOKS = "looks"

    @property
    def phase(self) -> Phase | None:
        return Phase(self.value) if self.value in tuple(Phase) else None


STOPS = tuple(Stop)


@dataclass(frozen=True, slots=True)
class Words:
    """A piece of text on a station; `tick` sets a sign before it: whether that is done."""

    text: str
    tone: Tone = "ink"
    strong: bool = False
    tick: bool | None = None
    link: bool = False


@dataclass(frozen=True, slots=True)
class Station:
    """What one card of the loop shows. `walked`: the loop has come here or further; `now`: it is here."""

    stop: Stop
    title: str
    lines: tuple[tuple[Words, ...], ...]
    walked: bool
    now: bool = False
    tally: Tally | None = None

    @property
    def sign(self) -> str:
        """The letter of its phase, or its number among the other stations."""
        phase = self.stop.phase
        if phase is not None:
            return phase.letter
        return {Stop.VISITS: "1", Stop.PICTURE: "2", Stop.FINDING: "3"}.get(self.stop, "4")

    def spoken(self) -> str:
        """The card as it is read aloud."""
        said = [" ".join(words.text for words in line) for line in self.lines]
        where = "hier is de cyclus nu" if self.now else "" if self.walked else "nog te gaan"
        return ". ".join(part.strip(" .") for part in (self.title, where, *said) if part)

    @property
    def summary(self) -> str:
        """The card in one line, for a narrow list."""
        return one_line(" ".join(words.text for line in self.lines[:1] for words in line))


@dataclass(frozen=True, slots=True)
class Whole:
    """Everything the page knows about one cycle."""

    line: CycleLine
    draft: CycleDraft
    turns: tuple[Turn, ...]
    finding: FindingLine | None
    activities: tuple[ActivityLine, ...]
    look: Look
    today: date

    @property
    def number(self) -> int:
        """Which turn this is, from 1."""
        return next(turn.number for turn in self.turns if turn.line.id == self.line.id)

    @property
    def next_turn(self) -> Turn | None:
        return next((turn for turn in self.turns if turn.number == self.number + 1), None)

    @property
    def previous_turn(self) -> Turn | None:
        return next((turn for turn in self.turns if turn.number == self.number - 1), None)

    @property
    def closed(self) -> bool:
        return self.line.closed_on is not None

    @property
    def doing(self) -> tuple[ActivityLine, ...]:
        """The activities of Do that were not dropped."""
        return tuple(
            one
            for one in self.activities
            if one.phase is Phase.DO and one.status is not ActivityStatus.DROPPED
        )

    @property
    def stop(self) -> Stop:
        """Where the loop is now."""
        return Stop.LOOKS if self.closed else Stop(self.line.phase.value)

    @property
    def period_then(self) -> str:
        """The school year its visits were in, empty when it does not come from figures."""
        if self.finding is not None:
            return self.finding.school_year
        return self.line.stands_on.rsplit(", ", 1)[-1] if self.line.stands_on else ""


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
    came_from = whole.line.baseline.scored > 0, whole.line.baseline.scored > 0, whole.finding is not None
    return tuple(
        Station(
            stop=stop,
            title=title,
            lines=tuple(lines[stop](whole)),
            walked=came_from[place] if place < 3 else place <= reached,
            now=place == reached and not whole.closed,
            tally=whole.line.baseline if stop is Stop.PICTURE and whole.line.baseline.scored else None,
        )
        for place, (stop, title) in enumerate(zip(STOPS, titles, strict=True))
    )


Lines = Iterator[tuple[Words, ...]]


def _say(text: str, tone: Tone = "ink", *, strong: bool = False) -> tuple[Words, ...]:
    return (Words(text, tone, strong),)


def _link(text: str) -> tuple[Words, ...]:
    return (Words(text, "link", link=True),)


def _visits(whole: Whole) -> Lines:
    if whole.previous_turn is not None:
        yield _say(f"{turn_words(whole.number).capitalize()}: ook de vorige ronde hoort bij deze lus.")
    if not whole.line.baseline.scored:
        yield _say("Deze cyclus begon niet bij lesbezoeken.", "mute")
        return
    stands_on = whole.line.stands_on.split(". ")[0]
    if stands_on:
        yield _say(stands_on)
    else:
        lessons = dutch.count(whole.line.baseline.scored, "gescoorde les", "gescoorde lessen")
        yield (Words(lessons, strong=True), Words(f" bij {whole.line.scope}" if whole.line.section else ""))
        yield _say(whole.period_then, "mute")
    yield _link("Bekijk de bezoeken")


def _picture(whole: Whole) -> Lines:
    counts = whole.line.baseline
    if not counts.scored:
        yield _say("Nog geen beginmeting. Neem haar bij Plan uit het beeld.", "mute")
        return
    extra = f" · {counts.not_applicable} n.v.t." if counts.not_applicable else ""
    yield (
        Words(f"{counts.high} van {counts.scored}", strong=True),
        Words(" lessen op 3 of 4"),
        Words(extra, "mute"),
    )
    yield _link("Open het beeld")


def _finding(whole: Whole) -> Lines:
    found = whole.finding
    if found is None:
        yield _say("Een eigen plan, zonder bevinding uit het beeld.", "mute")
        return
    yield _say(f"‘{one_line(found.text)}’")
    yield _say(f"{dutch.day(found.found_on)} · {found.kind.word}, {found.state.word}", "mute")


def _plan(whole: Whole) -> Lines:
    line = whole.line
    if line.goal.strip():
        yield (Words("Doel: "), Words(one_line(line.goal)))
    else:
        yield _say("Waaraan zien jullie in de les dat het lukt?", "attention", strong=True)
    if line.baseline.scored:
        goal = f", streven {line.target_percent} %" if line.target_percent is not None else ""
        yield _say(f"beginmeting {line.baseline.high} van {line.baseline.scored}{goal}", "mute")
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
    look, line = whole.look, whole.line
    now = look.now.cell.tally if look.now else None
    if now is not None and look.now is not None:
        yield (Words(f"{now.high} van {now.scored}", strong=True), Words(" lessen op 3 of 4"))
        yield _say(look.now.stands_on, "mute")
    elif look.new_lessons:
        lessons = dutch.count(look.new_lessons, "nieuwe les", "nieuwe lessen")
        yield (Words(lessons, strong=True), Words(" sinds de activiteiten"))
        if look.why:
            yield _say("cijfers niet apart te tonen", "mute")
    if line.check_reason.strip() and not look.new_lessons:
        yield _say(f"Niet opnieuw gekeken: {one_line(line.check_reason)}", "mute")
    if line.phase is Phase.CHECK and not whole.closed:
        waits = "Wacht op jullie besluit" if line.facts.looked_again else "Wacht op nieuwe bezoeken"
        yield _say(waits, "attention", strong=True)
    elif not look.new_lessons and not line.check_reason.strip():
        until = f" vóór {dutch.day(line.check_on)}" if line.check_on else ""
        yield _say(f"Zien we straks meer? Kijk opnieuw{until}.", "mute")


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
    looks = [one for one in whole.activities if one.phase is Phase.CHECK and whole.closed]
    planted = [one for one in looks if one.starts_on > (line.closed_on or one.starts_on)]
    for one in planted[:3]:
        when = f"opnieuw kijken {dutch.day(one.starts_on)}"
        yield (Words(when, "attention" if one.overdue else "ink", tick=one.status is ActivityStatus.DONE),)
    if not planted:
        first, second = looks_after_securing(whole.today)
        months = f"{dutch.FULL_MONTHS[first.month - 1]} en {dutch.FULL_MONTHS[second.month - 1]}"
        yield _say(f"Wie borgt, kijkt na 6 en 12 maanden nog eens: in {months} {second.year}.", "mute")


def before_looking(line: CycleLine) -> Look:
    """What is known at once, until the picture has answered."""
    return Look(
        line.baseline, line.stands_on, line.new_lessons, line.done_on, target_percent=line.target_percent
    )
