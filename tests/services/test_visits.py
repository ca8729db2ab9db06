"""A visit from plan to settled: what is written stays, what may not be is refused, and undo takes it back."""

from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lesobs.domain.errors import RuleBroken
from lesobs.domain.instrument import Level
from lesobs.domain.schoolyear import SchoolYear
from lesobs.domain.texts import LONGEST_TEXT
from lesobs.domain.visit import LessonPhase, Purpose, VisitState
from lesobs.services.school import School

INVOLVED = "op3.klimaat.betrokken"
Planned = tuple[School, str]


def test_a_whole_visit(planned: Planned) -> None:
    school, visit = planned
    school.visits.start(visit)
    school.observing.score(visit, INVOLVED, 2)
    school.observing.explain(visit, INVOLVED, "Acht leerlingen hebben een leeg schrift.")
    school.observing.tick(visit, INVOLVED, 1, True)
    school.observing.set_phase(visit, LessonPhase.GUIDED)
    note = school.observing.add_note(visit, time(10, 42), "Wacht tien tellen.", INVOLVED)
    school.visits.finish(visit)
    school.debriefs.write(visit, "strength", "Een fout is het begin van de uitleg.")
    school.debriefs.write(visit, "next_step", "Eerst iedereen laten opschrijven.")
    school.debriefs.choose_next_step(visit, INVOLVED)
    school.debriefs.look_again(visit, date(2026, 12, 10))
    school.debriefs.discuss(visit, date(2026, 11, 23))
    school.debriefs.settle(visit)

    detail = school.visits.get(visit)
    assert detail.line.state is VisitState.SETTLED
    assert detail.line.teacher == "Minh Đặng"
    assert (detail.line.scored, detail.line.indicators) == (1, 14)
    rating = detail.ratings[INVOLVED]
    assert (rating.level, rating.seen) == (Level.EMERGING, frozenset({1}))
    assert rating.explanation == "Acht leerlingen hebben een leeg schrift."
    (seen,) = detail.notes
    assert (seen.id, seen.at, seen.phase, seen.indicator_key) == (
        note,
        time(10, 42),
        LessonPhase.GUIDED,
        INVOLVED,
    )
    talk = school.debriefs.get(visit)
    assert (talk.held_on, talk.look_again_on) == (date(2026, 11, 23), date(2026, 12, 10))
    assert talk.next_step_indicator == INVOLVED


def test_what_changed_is_read_as_the_whole_visit_is(planned: Planned) -> None:
    school, visit = planned
    shown = [school.visits.get(visit)]
    heard: list[frozenset[str]] = []

    def follow(tables: frozenset[str]) -> None:
        heard.append(tables)
        shown.append(school.visits.get_changed(shown[-1], tables))

    school.on_change(follow)
    observing, undo = school.observing, school.undo
    note = observing.add_note(visit, time(10, 42), "Wacht tien tellen.", INVOLVED)
    for act in (
        lambda: observing.score(visit, INVOLVED, 2),
        lambda: observing.tick(visit, INVOLVED, 1, True),
        lambda: observing.explain(visit, INVOLVED, "Acht leerlingen."),
        lambda: observing.add_note(visit, time(10, 30), "Eerder."),
        lambda: observing.tie_note(note, None),
        lambda: school.counting.count(visit, time(10, 40), 20, 24),
        lambda: observing.set_phase(visit, LessonPhase.GUIDED),
        undo.undo,
        undo.undo,
        undo.redo,
        lambda: observing.tick(visit, INVOLVED, 1, False),
        lambda: observing.score(visit, INVOLVED, None),
        lambda: observing.remove_note(note),
        lambda: school.visits.start(visit),
        lambda: school.visits.finish(visit),
        lambda: school.debriefs.score_own(visit, INVOLVED, 3),
    ):
        act()
        assert shown[-1] == school.visits.get(visit), heard[-1]
    assert len(heard) == 17, "each of them was heard"


@pytest.mark.parametrize("level", [-1, 5, 17])
def test_a_score_outside_the_scale_is_refused(planned: Planned, level: int) -> None:
    school, visit = planned
    school.observing.score(visit, INVOLVED, 3)
    with pytest.raises(RuleBroken, match="1, 2, 3 of 4"):
        school.observing.score(visit, INVOLVED, level)
    assert school.visits.get(visit).ratings[INVOLVED].level is Level.VISIBLE


def test_not_applicable_and_not_scored_are_two_things(planned: Planned) -> None:
    school, visit = planned
    school.observing.score(visit, INVOLVED, 0)
    assert school.visits.get(visit).ratings[INVOLVED].level is Level.NOT_APPLICABLE
    school.observing.score(visit, INVOLVED, None)
    assert school.visits.get(visit).ratings[INVOLVED].level is None


def test_purpose_and_instrument_are_fixed_once_begun(planned: Planned) -> None:
    school, visit = planned
    draft = school.visits.get(visit).draft
    school.visits.change_plan(visit, replace(draft, purpose=Purpose.STARTER))
    school.visits.start(visit)
    with pytest.raises(RuleBroken, match="staan vast"):
        school.visits.change_plan(visit, replace(draft, purpose=Purpose.APPRAISAL))
    assert school.visits.get(visit).line.purpose is Purpose.STARTER


def test_a_settled_visit_takes_no_change_until_reopened(planned: Planned) -> None:
    school, visit = settled(planned)
    for change in (
        lambda: school.observing.score(visit, INVOLVED, 1),
        lambda: school.observing.explain(visit, INVOLVED, "later"),
        lambda: school.observing.add_note(visit, time(9), "later"),
        lambda: school.debriefs.write(visit, "agreement", "later"),
        lambda: school.visits.remove(visit),
    ):
        with pytest.raises(RuleBroken, match="vastgesteld"):
            change()
    with pytest.raises(RuleBroken, match="waarom"):
        school.debriefs.reopen(visit, " ")
    school.debriefs.reopen(visit, "verkeerde klas")
    assert school.visits.get(visit).version == 2
    school.observing.score(visit, INVOLVED, 1)


def test_dates_before_the_lesson_are_refused(planned: Planned) -> None:
    school, visit = planned
    school.visits.start(visit)
    school.visits.finish(visit)
    with pytest.raises(RuleBroken, match="vóór de les"):
        school.debriefs.discuss(visit, date(2026, 11, 18))
    with pytest.raises(RuleBroken, match="na deze les"):
        school.debriefs.look_again(visit, date(2026, 11, 19))
    assert school.visits.get(visit).line.state is VisitState.VISITED


def test_a_text_beyond_the_limit_is_refused_and_the_former_kept(planned: Planned) -> None:
    school, visit = planned
    school.observing.explain(visit, INVOLVED, "x" * LONGEST_TEXT)
    with pytest.raises(RuleBroken, match=r"20\.000"):
        school.observing.explain(visit, INVOLVED, "y" * (LONGEST_TEXT + 1))
    assert school.visits.get(visit).ratings[INVOLVED].explanation == "x" * LONGEST_TEXT


def test_a_lesson_does_not_end_before_it_began_when_the_clock_was_set_back(planned: Planned) -> None:
    school, visit = planned
    school.visits.start(visit)
    school._file._raw.execute("UPDATE visit SET started_at = datetime('now', '+3 hours') || '.000000'")
    school.visits.finish(visit)
    detail = school.visits.get(visit)
    assert detail.finished_at == detail.started_at
    assert school.checks.problems() == []


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (date(2026, 11, 21), "De nabespreking was op vr 20 nov 2026"),
        (date(2026, 11, 26), "De afspraak na deze les loopt tot wo 25 nov 2026"),
        (date(2026, 11, 27), "Na deze les kijken jullie opnieuw op vr 27 nov 2026"),
    ],
)
def test_a_lesson_does_not_move_behind_its_talk_and_what_was_agreed(
    planned: Planned, day: date, sentence: str
) -> None:
    school, visit = planned
    school.visits.start(visit)
    school.visits.finish(visit)
    if day == date(2026, 11, 21):
        school.debriefs.discuss(visit, date(2026, 11, 20))
    if day < date(2026, 11, 27):
        school.debriefs.agree_until(visit, date(2026, 11, 25))
    school.debriefs.look_again(visit, date(2026, 11, 27))
    draft = school.visits.get(visit).draft
    with pytest.raises(RuleBroken, match=sentence):
        school.visits.change_plan(visit, replace(draft, held_on=day))
    school.visits.change_plan(visit, replace(draft, held_on=date(2026, 11, 18), lesson_hour=4))
    assert school.checks.problems() == []


def test_removing_a_visit_can_be_undone_whole(planned: Planned) -> None:
    school, visit = planned
    school.visits.start(visit)
    school.observing.score(visit, INVOLVED, 4)
    school.observing.tick(visit, INVOLVED, 0, True)
    school.observing.add_note(visit, time(10, 42), "Iedereen schrijft.", INVOLVED)
    school.debriefs.write(visit, "strength", "Rust")
    before = school.visits.get(visit), school.debriefs.get(visit)
    school.visits.remove(visit)
    assert school.visits.all() == []
    school.undo.undo()
    assert (school.visits.get(visit), school.debriefs.get(visit)) == before
    school.undo.redo()
    assert school.visits.all() == []


def test_undo_refuses_what_was_changed_since_by_somebody_else(planned: Planned) -> None:
    school, visit = planned
    school.observing.score(visit, INVOLVED, 2)
    school.observing.score(visit, INVOLVED, 3)
    with school._file.transaction("elders") as session:
        from lesobs.storage.tables import Rating

        session.query(Rating).one().level = 4
    school.undo.undo()  # the change from elsewhere is an action too
    school.undo.undo()
    assert school.visits.get(visit).ratings[INVOLVED].level is Level.EMERGING


ACTIONS = (
    "score 1",
    "score 4",
    "score none",
    "explain",
    "note",
    "tick",
    "untick",
    "start",
    "finish",
    "strength",
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(ACTIONS), max_size=8))
def test_undo_of_everything_gives_the_beginning_and_redo_the_end(
    planned: Planned, actions: list[str]
) -> None:
    school, visit = planned
    start = len(school.undo._done)
    before = school.visits.get(visit), school.debriefs.get(visit)
    for place, action in enumerate(actions):
        act(school, visit, action, place)
    after = school.visits.get(visit), school.debriefs.get(visit)
    steps = len(school.undo._done) - start
    for _ in range(steps):
        school.undo.undo()
    assert (school.visits.get(visit), school.debriefs.get(visit)) == before
    for _ in range(steps):
        school.undo.redo()
    assert (school.visits.get(visit), school.debriefs.get(visit)) == after
    for _ in range(steps):
        school.undo.undo()


def act(school: School, visit: str, action: str, place: int) -> None:
    """Do one action of the list above; what the rules refuse does nothing."""
    name, _, value = action.partition(" ")
    try:
        match name:
            case "score":
                school.observing.score(visit, INVOLVED, None if value == "none" else int(value))
            case "explain":
                school.observing.explain(visit, INVOLVED, f"tekst {place}")
            case "note":
                school.observing.add_note(visit, time(10, place), f"noot {place}")
            case "tick" | "untick":
                school.observing.tick(visit, INVOLVED, 0, name == "tick")
            case "start":
                school.visits.start(visit)
            case "finish":
                school.visits.finish(visit)
            case "strength":
                school.debriefs.write(visit, "strength", f"sterk {place}")
    except RuleBroken:
        pass


def settled(planned: Planned) -> Planned:
    school, visit = planned
    school.visits.start(visit)
    school.visits.finish(visit)
    school.debriefs.discuss(visit, date(2026, 11, 20))
    with pytest.raises(RuleBroken, match="sterk punt"):
        school.debriefs.settle(visit)
    school.debriefs.write(visit, "strength", "Rust")
    school.debriefs.write(visit, "next_step", "Iedereen laten schrijven")
    school.debriefs.settle(visit)
    return school, visit


def test_what_is_kept_survives_closing(planned: Planned, tmp_path: Path) -> None:
    school, visit = planned
    school.observing.score(visit, INVOLVED, 3)
    path = school.path
    school.close()
    with School.open(path) as again:
        assert again.visits.get(visit).ratings[INVOLVED].level is Level.VISIBLE
        assert [line.id for line in again.visits.all(SchoolYear(2026))] == [visit]
        assert again.visits.all(SchoolYear(2025)) == []
