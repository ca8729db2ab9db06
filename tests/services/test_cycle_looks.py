"""What the picture tells of a cycle, then and now, and what it keeps to itself."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from tests.conftest import TODAY
from tests.services.test_follow_up import look_again, of_mathematics

from lesobs.domain.cycle import Outcome, Phase
from lesobs.domain.cycle_look import Look, Looks, Measured
from lesobs.domain.picture import Cell
from lesobs.domain.tally import Tally
from lesobs.domain.uncertainty import Difference, Verdict
from lesobs.services.calendar import ActivityDraft
from lesobs.services.cycles import Aim
from lesobs.services.rounds import RoundDraft
from lesobs.services.school import School

DONE = date(2026, 11, 20)


def of_the_finding(school: School) -> str:
    """A cycle of the section with six teachers, that stopped doing on DONE."""
    finding = of_mathematics(school)
    cycle = school.cycles.save(replace(school.cycles.draft_from(finding.id), title="Meedenken"))
    school.calendar.save(ActivityDraft("Oefenen", Phase.DO, "OP3", DONE, DONE, cycle_id=cycle))
    return cycle


def look_of(school: School, cycle: str) -> Look:
    """The look at its one indicator."""
    (look,) = school.cycle_looks.of(cycle).each
    return look


def test_a_later_round_stands_beside_the_baseline(filled: Path) -> None:
    today = TODAY
    with School.open(filled, today=lambda: today) as school:
        school.rounds.save(RoundDraft("Ronde 1", date(2026, 10, 1), date(2026, 10, 30)))
        cycle = of_the_finding(school)
        assert school.cycle_looks.of(cycle).headline == "Er is nog niet opnieuw gekeken."
        today = date(2027, 2, 15)
        school.rounds.save(RoundDraft("Ronde 2", date(2027, 2, 1), date(2027, 3, 1)))
        look_again(school, date(2027, 2, 10), 6)
        look = look_of(school, cycle)
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
        look = look_of(school, cycle)
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
        (was,), (following,) = before.indicators, second.line.indicators
        assert following == replace(was, new_lessons=0) and was.baseline.scored == 6
        assert school.cycles.turns(second.line.id) == (first, second)


def test_a_baseline_is_offered_only_where_the_picture_tells_figures(filled: Path) -> None:
    with School.open(filled, today=lambda: TODAY) as school:
        cycle = of_the_finding(school)
        (offer,) = school.cycle_looks.baselines(cycle)
        assert offer.period == "2026-2027"
        assert offer.stands_on == "6 gescoorde lessen van 6 docenten door 2 waarnemers, 2026-2027"
        small = next(one.id for one in school.people.sections() if one.name == "Klassieke talen")
        school.cycles.change(cycle, "section_id", small)
        assert school.cycles.line(cycle).indicators[0].baseline == Tally()
        assert school.cycle_looks.baselines(cycle) == []
        school.undo.undo()
        school.cycles.set_baseline(cycle, [offer])
        (one,) = school.cycles.line(cycle).indicators
        assert (one.baseline, one.stands_on, one.taken_on) == (offer.counts, offer.stands_on, TODAY)


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
        *("b4", "B4", "Nagaan"),
        Tally((4, 5, 2, 1)),
        "",
        10,
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


def test_several_indicators_are_said_one_by_one() -> None:
    now = Measured("ronde 2", Cell(Tally((1, 2, 5, 2))), 7, 3)
    higher = Look("b4", "B4", "Nagaan", Tally((4, 5, 2, 1)), "", 10, now, target_percent=67)
    higher = replace(higher, difference=Difference(Verdict.HIGHER, 45, 8, 80))
    few = replace(higher, key="c1", code="C1", difference=Difference(Verdict.TOO_FEW), target_percent=None)
    hidden = Look("d1", "D1", "Feedback", Tally(), "", 2, why="Te klein.")
    unseen = Look("d2", "D2", "Sturen", Tally(), "", 0)
    looks = Looks((higher, few, hidden, unseen), 10, DONE)
    assert looks.headline == (
        "B4 duidelijk hoger, C1 te weinig lessen, D1 geen cijfers te tonen, D2 nog niet opnieuw gezien."
    )
    assert looks.figures == "Het doel is gehaald bij B4."
    assert (
        looks.explanation.startswith("C1: Toen en nu zijn er 8 lessen")
        and "D1: Te klein." in looks.explanation
    )
    missed = replace(few, difference=Difference(Verdict.UNCLEAR, 0, -9, 9), target_percent=90)
    assert Looks((higher, missed), 10, DONE).figures == "Het doel is gehaald bij B4, nog niet bij C1."
    assert Looks((few, replace(few, code="D1")), 10, DONE).headline == "Beide indicatoren: te weinig lessen."
    assert Looks((unseen, hidden), 0, DONE).headline == "Er is nog niet opnieuw gekeken."
    assert Looks((higher,), 10, DONE).headline == higher.headline


def test_each_indicator_has_its_own_then_and_now(filled: Path) -> None:
    """Of the flitsbezoek all indicators but the last are scored; the last is n.v.t. in every lesson."""
    today = TODAY
    with School.open(filled, today=lambda: today) as school:
        school.rounds.save(RoundDraft("Ronde 1", date(2026, 10, 1), date(2026, 10, 30)))
        cycle = of_the_finding(school)
        flits = next(one.id for one in school.instruments.all() if one.kind == "flits")
        first, second, *_, last = (one.key for one in school.instruments.get(flits).indicators)
        mine = school.cycles.draft(cycle).indicators[0]
        school.cycles.measure(cycle, [mine, Aim(second, 50), Aim(last)])
        school.cycles.set_baseline(cycle, school.cycle_looks.baselines(cycle)[:2])
        today = date(2027, 2, 15)
        school.rounds.save(RoundDraft("Ronde 2", date(2027, 2, 1), date(2027, 3, 1)))
        look_again(school, date(2027, 2, 10), 6)
        looks = school.cycle_looks.of(cycle)
        assert [look.key for look in looks.each] == [first, second, last]
        assert [look.new_lessons for look in looks.each] == [6, 6, 0] and looks.new_lessons == 6
        assert [look.then.scored for look in looks.each] == [6, 6, 0]
        assert [look.now is not None for look in looks.each] == [True, True, False]
        assert looks.each[2].verdict == "nog niet opnieuw gezien"
        facts = school.cycles.line(cycle).facts
        assert not facts.seen_again and [name.split()[0] for name in facts.unseen] == ["D1"]
        assert len(school.cycle_looks.visits(cycle, since=True).ids) == 6
        assert len(school.cycle_looks.visits(cycle, since=False).ids) == 6


def test_lessons_that_came_after_the_baseline_do_not_hide_where_it_was_from(filled: Path) -> None:
    """The counts of a finding are no longer those of any period as soon as the round goes on; yet the lessons
    until its day are known, and nothing of the later ones is told by them."""
    today = TODAY
    with School.open(filled, today=lambda: today) as school:
        school.rounds.save(RoundDraft("Ronde 1", date(2026, 10, 1), date(2026, 12, 18)))
        cycle = of_the_finding(school)
        today = date(2026, 12, 1)
        look_again(school, date(2026, 12, 1), 3)
        school.calendar.save(
            ActivityDraft("Nog eens", Phase.DO, "OP3", date(2027, 1, 5), date(2027, 1, 5), cycle_id=cycle)
        )
        today = date(2027, 2, 15)
        school.rounds.save(RoundDraft("Ronde 2", date(2027, 2, 1), date(2027, 3, 1)))
        for day in (9, 10):
            look_again(school, date(2027, 2, day), 6)
        look = look_of(school, cycle)
        assert look.then.scored == 6 and look.now is not None and look.now.period == "ronde 2, 2026-2027"
        assert look.difference is not None and look.difference.verdict is Verdict.TOO_FEW
        assert len(school.cycle_looks.visits(cycle, since=False).ids) == 6


def test_new_lessons_without_a_round_of_their_own_say_what_to_do(filled: Path) -> None:
    today = TODAY
    with School.open(filled, today=lambda: today) as school:
        cycle = of_the_finding(school)
        today = date(2027, 2, 15)
        look_again(school, date(2027, 2, 10), 6)
        look = look_of(school, cycle)
        assert (look.now, look.new_lessons) == (None, 6)
        assert "maak er bij Lesbezoeken een voor deze dagen" in look.why


def test_a_round_that_tells_too_little_does_not_hide_the_one_before(filled: Path) -> None:
    today = TODAY
    with School.open(filled, today=lambda: today) as school:
        school.rounds.save(RoundDraft("Ronde 1", date(2026, 10, 1), date(2026, 10, 30)))
        cycle = of_the_finding(school)
        today = date(2027, 5, 15)
        school.rounds.save(RoundDraft("Ronde 2", date(2027, 2, 1), date(2027, 3, 1)))
        look_again(school, date(2027, 2, 10), 6)
        school.rounds.save(RoundDraft("Ronde 3", date(2027, 5, 1), date(2027, 6, 1)))
        look_again(school, date(2027, 5, 10), 1)
        look = look_of(school, cycle)
        assert look.now is not None and "ronde 2" in look.now.period
