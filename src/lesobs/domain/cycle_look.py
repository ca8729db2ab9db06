"""This file is the new look of a cycle: its indicators then and now, and what may honestly be said."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from lesobs.domain import dutch
from lesobs.domain.picture import Cell
from lesobs.domain.tally import Tally
from lesobs.domain.uncertainty import FEWEST_LESSONS, FEWEST_TEACHERS, Difference, Verdict

COUNTING = "wordt geteld…"
_ARE_COUNTED = "De nieuwe lessen worden geteld…"


@dataclass(frozen=True, slots=True)
class Measured:
    """One group on one indicator in a period that the picture tells. `teachers` and `observers` are None as
    long as the figure is veiled; `period` says which lessons, as in `ronde 2, 2026-2027`."""

    period: str
    cell: Cell
    teachers: int | None = None
    observers: int | None = None

    @property
    def stands_on(self) -> str:
        """`10 gescoorde lessen van 7 docenten door 3 waarnemers`; empty without figures."""
        if self.cell.tally is None or self.teachers is None or self.observers is None:
            return ""
        return (
            f"{dutch.count(self.cell.tally.scored, 'gescoorde les', 'gescoorde lessen')} van "
            f"{dutch.count(self.teachers, 'docent', 'docenten')} door "
            f"{dutch.count(self.observers, 'waarnemer', 'waarnemers')}"
        )


@dataclass(frozen=True, slots=True)
class Look:
    """The baseline of one indicator and its new look. Everything in it keeps to the rule for small groups.

    `new_lessons` were seen after the end of the last activity. `now` is None when nothing may be told of
    them. With `also_before` it has lessons from before that day too. `difference` is how much higher the
    share is now; None when the two can't be compared, and `why` says why. `waiting`: the picture has not
    answered yet.
    """

    key: str
    code: str
    title: str
    then: Tally
    then_on: str
    new_lessons: int
    now: Measured | None = None
    also_before: bool = False
    difference: Difference | None = None
    why: str = ""
    target_percent: int | None = None
    waiting: bool = False

    @property
    def reached(self) -> bool | None:
        """Whether the share is now at the target; None without a target, or without enough lessons."""
        percent = self.now.cell.tally.percent if self.now and self.now.cell.tally else None
        if self.target_percent is None or percent is None or self.difference is None:
            return None
        return percent >= self.target_percent if self.difference.verdict is not Verdict.TOO_FEW else None

    @property
    def words(self) -> str:
        """`B4 Nagaan en bijstellen`."""
        return f"{self.code} {self.title}".strip() or self.key

    @property
    def verdict(self) -> str:
        """What may be said, in two or three words, for a row among others: `duidelijk hoger`."""
        if self.waiting:
            return COUNTING
        if self.now is None or self.now.cell.tally is None:
            return "geen cijfers te tonen" if self.new_lessons else "nog niet opnieuw gezien"
        return self.difference.verdict.word if self.difference else "niet te vergelijken"

    @property
    def headline(self) -> str:
        """What may be said, as one sentence: `Duidelijk hoger, en het doel is gehaald.`"""
        if self.waiting:
            return _ARE_COUNTED
        if self.now is None or self.now.cell.tally is None:
            if not self.new_lessons:
                return "Er is nog niet opnieuw gekeken."
            lessons = dutch.count(self.new_lessons, "nieuwe les", "nieuwe lessen")
            return f"Er {'is' if self.new_lessons == 1 else 'zijn'} {lessons}, zonder cijfers om te tonen."
        if self.difference is None:
            return "Kijk zelf naar de aantallen; vergelijken kan hier niet."
        verdict = self.difference.verdict
        word = "Te weinig lessen om te vergelijken" if verdict is Verdict.TOO_FEW else _capital(verdict.word)
        if self.reached is None:
            return f"{word}."
        joint = "en" if (verdict is Verdict.HIGHER) == self.reached else "maar"
        return f"{word}, {joint} het doel is {'gehaald' if self.reached else 'nog niet gehaald'}."

    @property
    def figures(self) -> str:
        """`Van 25 % naar 70 % op 3 of 4; afgesproken was 67 %.`; empty without figures of both."""
        now = self.now.cell.tally if self.now else None
        if now is None or not now.scored:
            return ""
        goal = f"; afgesproken was {self.target_percent} %" if self.target_percent is not None else ""
        if self.difference is None or self.difference.verdict is Verdict.TOO_FEW:
            then = f"{self.then.high} van {self.then.scored} toen, " if self.then.scored else ""
            return f"Op 3 of 4: {then}{now.high} van {now.scored} nu{goal}."
        return f"Van {self.then.percent} % naar {now.percent} % op 3 of 4{goal}."

    @property
    def told(self) -> bool:
        """Whether something is said about the difference itself."""
        return self.difference is not None and self.difference.verdict is not Verdict.TOO_FEW

    @property
    def explanation(self) -> str:
        """What to know beside it: the bounds, what they mean, or why there is nothing to say."""
        before = (
            "Hierin tellen ook lessen van vóór het einde van de activiteiten mee; de nieuwe apart zijn niet "
            "te tonen."
            if self.also_before
            else ""
        )
        return " ".join(part for part in (self._about_difference(), before) if part)

    def _about_difference(self) -> str:
        if self.difference is None:
            return self.why
        match self.difference.verdict:
            case Verdict.TOO_FEW:
                return (
                    f"Toen en nu zijn er {FEWEST_LESSONS} lessen van {FEWEST_TEACHERS} docenten nodig om "
                    "iets over het verschil te zeggen."
                )
            case Verdict.UNCLEAR:
                return f"{self.difference.sentence} Dat kan toeval zijn; meer lessen zeggen meer."
            case _:
                scored = self.now.cell.tally.scored if self.now and self.now.cell.tally else 0
                lessons = dutch.count(scored, "les", "lessen")
                return f"{self.difference.sentence} Hoeveel precies, kunnen {lessons} niet zeggen."


@dataclass(frozen=True, slots=True)
class Looks:
    """The new look of a cycle at all its indicators, in their order. `new_lessons` were scored on any of them
    after `done_on`, the end of the last activity."""

    each: tuple[Look, ...]
    new_lessons: int
    done_on: date | None

    @property
    def single(self) -> Look | None:
        """The look of a cycle about one indicator."""
        return self.each[0] if len(self.each) == 1 else None

    @property
    def headline(self) -> str:
        """What may be said of all together: `B4 duidelijk hoger, C1 geen duidelijk verschil.`"""
        if self.single is not None:
            return self.single.headline
        if not self.new_lessons:
            return "Er is nog niet opnieuw gekeken."
        if any(look.waiting for look in self.each):
            return _ARE_COUNTED
        verdicts = {look.verdict for look in self.each}
        if len(verdicts) == 1:
            return f"{'Beide' if len(self.each) == 2 else 'Alle'} indicatoren: {verdicts.pop()}."
        return f"{', '.join(f'{look.code or look.title} {look.verdict}' for look in self.each)}."

    @property
    def figures(self) -> str:
        """The figures of one indicator; of several, where the target was met and where not yet."""
        if self.single is not None:
            return self.single.figures
        reached = _codes(look for look in self.each if look.reached is True)
        missed = _codes(look for look in self.each if look.reached is False)
        if reached and missed:
            return f"Het doel is gehaald bij {reached}, nog niet bij {missed}."
        if reached or missed:
            return f"Het doel is {'' if reached else 'nog niet '}gehaald bij {reached or missed}."
        return ""

    @property
    def explanation(self) -> str:
        """What to know beside it; of several why nothing is said, once for all it goes for."""
        if self.single is not None:
            return self.single.explanation
        of_text: dict[str, list[Look]] = {}
        for look in self.each:
            if look.explanation and not look.told:
                of_text.setdefault(look.explanation, []).append(look)
        if [len(looks) for looks in of_text.values()] == [len(self.each)]:
            return next(iter(of_text))
        return " ".join(f"{_codes(looks)}: {text}" for text, looks in of_text.items())


def _codes(looks: Iterable[Look]) -> str:
    return dutch.listed(look.code or look.title for look in looks)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
