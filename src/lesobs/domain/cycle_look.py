"""This file is the new look of a cycle: its indicator then and now, and what may honestly be said of it."""

from dataclasses import dataclass
from datetime import date

from lesobs.domain import dutch
from lesobs.domain.picture import Cell
from lesobs.domain.tally import Tally
from lesobs.domain.uncertainty import FEWEST_LESSONS, FEWEST_TEACHERS, Difference, Verdict


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
    """The baseline of a cycle and its new look. Everything in it keeps to the rule for small groups.

    `new_lessons` were seen after `done_on`, the end of the last activity. `now` is None when nothing may be
    told of them. With `also_before` it has lessons from before that day too. `difference` is how much higher
    the share is now; None when the two can't be compared, and `why` says why.
    """

    then: Tally
    then_on: str
    new_lessons: int
    done_on: date | None
    now: Measured | None = None
    also_before: bool = False
    difference: Difference | None = None
    why: str = ""
    target_percent: int | None = None

    @property
    def reached(self) -> bool | None:
        """Whether the share is now at the target; None without a target, or without enough lessons."""
        percent = self.now.cell.tally.percent if self.now and self.now.cell.tally else None
        if self.target_percent is None or percent is None or self.difference is None:
            return None
        return percent >= self.target_percent if self.difference.verdict is not Verdict.TOO_FEW else None

    @property
    def headline(self) -> str:
        """What may be said, as one sentence: `Duidelijk hoger, en het doel is gehaald.`"""
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


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
