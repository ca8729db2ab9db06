"""What the picture tells of a cycle, then and now, and what it keeps to itself."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from tests.conftest import TODAY
from tests.services.test_follow_up import look_again, of_mathematics

from lesobs.domain.cycle import Outcome, Phase
from lesobs.domain.cycle_look import Look, Measured
from lesobs.domain.picture import Cell
from lesobs.domain.tally import Tally
from lesobs.domain.uncertainty import Difference, Verdict
from lesobs.services.calendar import ActivityDraft
from lesobs.services.rounds import RoundDraft
from lesobs.services.school import School

DONE = date(2026, 11, 20)


def of_the_finding(school: School) -> str:
    """A cycle of the section with six teachers, that stopped doing on DONE."""
    finding = of_mathematics(school)
    cycle = school.cycles.save(replace(school.cycles.draft_from(finding.id), title="Meedenken"))
    school.calendar.save(ActivityDraft("Oefenen", Phase.DO, "OP3", DONE, DONE, cycle_id=cycle))
    return cycle


def test_a_later_round_stands_beside_the_baseline(filled: Path) -> None:
    today = TODAY
    with School.open(filled, today=lambda: today) as school:
        school.rounds.save(RoundDraft("Ronde 1", date(2026, 10, 1), date(2026, 10, 30)))
        cycle = of_the_finding(school)
        assert school.cycle_looks.of(cycle).headline == "Er is nog niet opnieuw gekeken."
        today = date(2027, 2, 15)
        school.rounds.save(RoundDraft("Ronde 2", date(2027, 2, 1), date(2027, 3, 1)))
        look_again(school, date(2027, 2, 10), 6)
        look = school.cycle_looks.of(cycle)
        assert look.now is not None and look.now.period == "ronde 2, 2026-2027"
        assert look.now.stands_on == "6 gescoorde lessen van 6 docenten door 1 waarnemer"
        assert look.now.cell.tally == Tally((0, 3, 0, 3))
        assert look.new_lessons == 6 and not look.also_before
        assert look.difference is not None and look.difference.verdict is Verdict.TOO_FEW
        assert look.headline == "Te weinig lessen om te vergelijken."


def test_too_few_teachers_give_their_number_and_no_figure(filled: Path) -> None:
    today = TODAY
    with School.open(filled, today=lambda: today) as school:
        cycle = of_the_finding(school)
        today = date(2027, 10, 15)
        look_again(school, date(2027, 10, 10), 2)
        look = school.cycle_looks.of(cycle)
        assert look.now is None and look.new_lessons == 2
        assert look.headline == "Er zijn 2 nieuwe lessen, zonder cijfers om te tonen."
        assert "te weinig docenten" in look.why and look.figures == ""


def test_a_closed_cycle_keeps_the_look_it_closed_with(filled: Path) -> None:
    today = TODAY
    with School.open(filled, today=lambda: today) as school:
        cycle = of_the_finding(school)
        person = school.people.persons()[0].id
        draft = school.cycles.draft(cycle)
        school.cycles.save(replace(draft, goal="Zien", owner_id=person, check_on=date(2027, 3, 1)))
        today = date(2027, 10, 15)
        look_again(school, date(2027, 10, 10), 6)
        for _ in range(3):
            school.cycles.advance(cycle)
        school.cycles.close(cycle, Outcome.ADJUST)
        before = school.cycles.line(cycle)
        today = date(2027, 11, 15)
        look_again(school, date(2027, 11, 10), 5)
        assert school.cycles.line(cycle) == before
        first, second = school.cycles.turns(cycle)
        assert (first.number, second.number) == (1, 2)
        assert second.line.previous_id == cycle and second.line.phase is Phase.PLAN
        assert second.line.baseline == before.baseline and second.line.new_lessons == 0
        assert school.cycles.turns(second.line.id) == (first, second)


def test_a_baseline_is_offered_only_where_the_picture_tells_figures(filled: Path) -> None:
    with School.open(filled, today=lambda: TODAY) as school:
        cycle = of_the_finding(school)
        (offer,) = school.cycle_looks.baselines(cycle)
        assert offer.period == "2026-2027"
        assert offer.stands_on == "6 gescoorde lessen van 6 docenten door 2 waarnemers, 2026-2027"
        small = next(one.id for one in school.people.sections() if one.name == "Klassieke talen")
        school.cycles.change(cycle, "section_id", small)
        assert school.cycles.line(cycle).baseline == Tally()
        assert school.cycle_looks.baselines(cycle) == []
        school.undo.undo()
        school.cycles.set_baseline(cycle, offer.counts, offer.stands_on)
        line = school.cycles.line(cycle)
        assert (line.baseline, line.stands_on) == (offer.counts, offer.stands_on)


def test_the_visits_of_a_cycle_are_those_that_were_counted(filled: Path) -> None:
    today = TODAY
    with School.open(filled, today=lambda: today) as school:
        cycle = of_the_finding(school)
        then = school.cycle_looks.visits(cycle, since=False)
        assert len(then.ids) == 6 and then.year.name == "2026-2027"
        today = date(2027, 10, 15)
        look_again(school, date(2027, 10, 10), 2)
        since = school.cycle_looks.visits(cycle, since=True)
        assert len(since.ids) == 2 and since.year.name == "2027-2028"
        assert not since.ids & then.ids


def test_the_words_promise_no_more_than_the_figures() -> None:
    now = Measured("ronde 2", Cell(Tally((1, 2, 5, 2))), 7, 3)
    higher = Look(
        Tally((4, 5, 2, 1)),
        "",
        10,
        DONE,
        now,
        difference=Difference(Verdict.HIGHER, 45, 8, 80),
        target_percent=67,
    )
    assert higher.headline == "Duidelijk hoger, en het doel is gehaald."
    assert higher.figures == "Van 25 % naar 70 % op 3 of 4; afgesproken was 67 %."
    assert "tussen +8 en +80 procentpunt" in higher.explanation
    unclear = replace(higher, difference=Difference(Verdict.UNCLEAR, 45, -8, 90))
    assert unclear.headline == "Geen duidelijk verschil, maar het doel is gehaald."
    assert "toeval" in unclear.explanation
    few = replace(higher, difference=Difference(Verdict.TOO_FEW))
    assert few.headline == "Te weinig lessen om te vergelijken."
    assert few.figures == "Op 3 of 4: 3 van 12 toen, 7 van 10 nu; afgesproken was 67 %."
    assert few.reached is None
    lower = replace(higher, difference=Difference(Verdict.LOWER, -20, -40, -2), target_percent=90)
    assert lower.headline == "Duidelijk lager, en het doel is nog niet gehaald."
