"""Duo-visits give tables of pairs, alpha is that of published examples, and what was agreed is kept."""

import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta

import pytest

from lesobs.domain.agreement import PairTable
from lesobs.domain.errors import RuleBroken
from lesobs.domain.instrument import Level
from lesobs.domain.schoolyear import SchoolYear
from lesobs.domain.texts import LONGEST_TEXT
from lesobs.domain.visit import ObserverRole, Purpose
from lesobs.services.agreement import ordinal_alpha
from lesobs.services.people import PersonDraft
from lesobs.services.school import School

LAST, THIS = SchoolYear(2025), SchoolYear(2026)
_ = None


def test_alpha_of_krippendorffs_example_of_four_observers() -> None:
    """Computing Krippendorff's Alpha-Reliability (2011): missing scores, five levels; ordinal 0.815. The same
    data are in the manual of irr for R."""
    observers = [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, _, _, _],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _, 3],
        [_, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, _],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _],
    ]
    assert ordinal_alpha(list(zip(*observers, strict=True))) == pytest.approx(0.815, abs=0.0005)


def test_alpha_of_krippendorffs_example_of_two_observers() -> None:
    """The same paper, first example: two values, for which ordered and not ordered are the same; 0.095."""
    meg, owen = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]
    assert ordinal_alpha(list(zip(meg, owen, strict=True))) == pytest.approx(0.095, abs=0.0005)


def test_alpha_is_that_of_another_library() -> None:
    """Three observers and fifteen things, few with all three scores: nominal 0.691 and interval 0.811
    are published; the ordinal value is from the Python package krippendorff 0.9."""
    observers = [
        [_, _, _, _, _, 3, 4, 1, 2, 1, 1, 3, 3, _, 3],
        [1, _, 2, 1, 3, 3, 4, 3, _, _, _, _, _, _, _],
        [_, _, 2, 1, 3, 4, 4, _, 2, 1, 1, 3, 3, _, 4],
    ]
    assert ordinal_alpha(list(zip(*observers, strict=True))) == pytest.approx(0.806721, abs=1e-6)


def test_alpha_at_its_ends() -> None:
    assert ordinal_alpha([(1, 1), (2, 2), (4, 4)]) == 1
    against = ordinal_alpha([(1, 4), (4, 1)] * 5)
    assert against is not None
    assert against < -0.8
    for nothing in ([], [(3, 3)] * 20, [(3, None), (2, None)], [(3, 3), (2, None)], [(3,), (2,)]):
        assert ordinal_alpha(nothing) is None


def test_there_is_no_number_where_it_would_say_nothing(school: School) -> None:
    def of(*pairs: tuple[int, int]) -> str:
        return school.agreement.alpha(
            PairTable.of((Level(first), Level(second)) for first, second in pairs)
        ).words

    assert of() == "te weinig paren (geen paren, vanaf 10 een getal)"
    assert of((1, 4)) == "te weinig paren (1 paar, vanaf 10 een getal)"
    assert of(*[(3, 4)] * 9) == "te weinig paren (9 paren, vanaf 10 een getal)"
    assert of(*[(3, 3)] * 16, (0, 2)) == "geen getal: alle scores zijn gelijk (16 paren)"
    assert of(*[(1, 1), (2, 2), (4, 4)] * 4) == "1,00 (12 paren)"


def test_the_library_waits_until_it_is_asked_for() -> None:
    """It takes half a second to load, which nobody should wait for who looks at tables."""
    told = subprocess.run(
        [sys.executable, "-c", "import sys, lesobs.services.agreement; print('nltk' in sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.strip() == "False"


class Pairs:
    """Two observers who visit lessons together."""

    def __init__(self, school: School, visit: str) -> None:
        self.school, self.draft = school, school.visits.get(visit).draft
        person = PersonDraft("Łukasz Żak", "coach", ObserverRole.COACH)
        self.second = school.people.save_person(person)
        self.first, self.other = (one.key for one in school.visits.get(visit).instrument.indicators[:2])
        self.day = date(2026, 9, 1)

    def see(
        self,
        levels: tuple[int | None, int | None],
        *,
        finish: tuple[bool, bool] = (True, True),
        purpose: Purpose = Purpose.DEVELOPMENT,
    ) -> tuple[str, str]:
        self.day += timedelta(days=1)
        draft = replace(self.draft, held_on=self.day, purpose=purpose)
        halves = self.school.duos.plan(draft, self.second)
        for half, level, done in zip(halves, levels, finish, strict=True):
            self.school.visits.start(half)
            if level is not None:
                self.school.observing.score(half, self.first, level)
            if done:
                self.school.visits.finish(half)
        return halves


@pytest.fixture
def pairs(planned: tuple[School, str]) -> Pairs:
    return Pairs(*planned)


def test_only_what_both_have_finished_is_compared(pairs: Pairs) -> None:
    pairs.see((1, 3))
    pairs.see((2, 2))
    pairs.see((3, 0))
    pairs.see((4, None))
    pairs.see((4, 1), finish=(True, False))  # the second may still be led by the first
    pairs.see((4, 1), finish=(False, True))
    pairs.see((4, 1), purpose=Purpose.APPRAISAL)
    found = pairs.school.agreement.calibration(THIS.first_day, THIS.last_day)
    assert found.sentence == "4 duo-bezoeken door 2 waarnemers"
    (only,) = found.indicators
    assert only.indicator.key == pairs.first
    assert only.table.counts == ((0, 0, 1, 0), (0, 1, 0, 0), (0, 0, 0, 0), (0, 0, 0, 0))
    assert only.table.one_not_applicable == 1
    assert pairs.school.agreement.calibration(LAST.first_day, LAST.last_day).lessons == 0
    two = pairs.school.agreement.calibration(date(2026, 9, 2), date(2026, 9, 3))
    assert (two.lessons, two.table.pairs) == (2, 2)


def test_nobody_is_named(pairs: Pairs) -> None:
    for _again in range(6):
        pairs.see((1, 3))
    told = repr(pairs.school.agreement.calibration(THIS.first_day, THIS.last_day))
    for name in ("Żak", "Doornbos", "Marieke", "DAN", pairs.second, pairs.draft.teacher_id):
        assert name not in told


def test_the_example_school_compares_itself(example: School) -> None:
    found = example.agreement.calibration(LAST.first_day, LAST.last_day)
    assert found.lessons == 10
    assert [one.indicator.code for one in found.indicators] == sorted(
        one.indicator.code for one in found.indicators
    )
    assert found.table.pairs > 100
    assert found.table.equal / found.table.pairs > 0.6
    assert found.questions
    worth = [
        (one.table.far_apart / one.table.pairs, 1 - one.table.equal / one.table.pairs)
        for one in found.questions
    ]
    assert worth == sorted(worth, reverse=True)
    for one in found.questions:
        assert "?" in one.question
        assert len(one.anchors) > 1
    both = example.agreement.calibration(LAST.first_day, THIS.last_day)
    numbers = [example.agreement.alpha(one.table) for one in both.indicators]
    assert any(number.value is not None and -1 <= number.value <= 1 for number in numbers)


def test_what_was_agreed_is_kept_and_can_be_undone(pairs: Pairs) -> None:
    agreement, undo = pairs.school.agreement, pairs.school.undo
    note = agreement.add_note(pairs.first, "Drie handen is nog geen iedereen.")
    agreement.add_note(pairs.other, "Bij twijfel de lagere.")
    assert [one.text for one in agreement.notes(pairs.first)] == ["Drie handen is nog geen iedereen."]
    assert len(agreement.notes()) == 2
    for text in ("D", "De", "De helft"):  # as it is typed
        agreement.write_note(note, text)
    (told,) = agreement.notes(pairs.first)
    assert (told.text, told.written_on, told.indicator_key) == ("De helft", date(2026, 11, 23), pairs.first)
    undo.undo()
    assert agreement.notes(pairs.first)[0].text == "Drie handen is nog geen iedereen."
    agreement.remove_note(note)
    assert agreement.notes(pairs.first) == []
    undo.undo()
    assert agreement.notes(pairs.first)[0].text == "Drie handen is nog geen iedereen."


def test_a_note_that_can_not_be_is_refused(pairs: Pairs) -> None:
    agreement = pairs.school.agreement
    with pytest.raises(RuleBroken, match="Schrijf op"):
        agreement.add_note(pairs.first, "  ")
    with pytest.raises(RuleBroken, match="te lang"):
        agreement.add_note(pairs.first, "x" * (LONGEST_TEXT + 1))
    with pytest.raises(RuleBroken, match="indicator is er niet"):
        agreement.add_note("bestaat.niet", "Tekst.")
    note = agreement.add_note(pairs.first, "Tekst.")
    with pytest.raises(RuleBroken, match="te lang"):
        agreement.write_note(note, "x" * (LONGEST_TEXT + 1))
    agreement.remove_note(note)
    for action in (lambda: agreement.remove_note(note), lambda: agreement.write_note(note, "Weg")):
        with pytest.raises(RuleBroken, match="niet meer"):
            action()
