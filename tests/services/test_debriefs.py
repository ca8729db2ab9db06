"""This file is the tests of the talk: own scores, raw notes, opening again, and duo-visits."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.conftest import plan_one

from lesobs.domain.errors import RuleBroken
from lesobs.domain.instrument import Level
from lesobs.domain.visit import NEXT_STATES, ObserverRole, VisitState
from lesobs.services.people import PersonDraft
from lesobs.services.school import School

FIRST, SECOND = "op3.klimaat.sfeer", "op3.klimaat.veiligheid"
TALKED = date(2026, 11, 23)
LOOSE, TIED = "Jas van Tim ligt op de grond.", "Wacht tien tellen."


def observed(school: School, visit: str) -> None:
    """Seen to the end, with a tied and a loose note."""
    school.visits.start(visit)
    school.observing.score(visit, FIRST, 3)
    school.observing.add_note(visit, time(10, 42), TIED, FIRST)
    school.observing.add_note(visit, time(10, 44), LOOSE)
    school.visits.finish(visit)


def settled(school: School, visit: str, *, wipe: bool = False) -> None:
    if school.visits.get(visit).line.state is not VisitState.DISCUSSED:
        school.debriefs.discuss(visit, TALKED)
    school.debriefs.write(visit, "strength", "Rust.")
    school.debriefs.write(visit, "next_step", "Meer denktijd.")
    school.debriefs.settle(visit, wipe_raw_notes=wipe)


def test_the_teachers_own_scores_stand_beside_those_of_the_observer(planned: tuple[School, str]) -> None:
    school, visit = planned
    with pytest.raises(RuleBroken, match="nog niet begonnen"):
        school.debriefs.score_own(visit, FIRST, 4)
    observed(school, visit)
    school.debriefs.score_own(visit, FIRST, 4)
    school.debriefs.score_own(visit, SECOND, 0)
    assert school.visits.get(visit).teacher_levels == {
        FIRST: Level.EFFECTIVE,
        SECOND: Level.NOT_APPLICABLE,
    }
    school.debriefs.score_own(visit, SECOND, None)
    school.debriefs.score_own(visit, FIRST, 2)
    assert school.visits.get(visit).teacher_levels == {FIRST: Level.EMERGING}
    assert school.visits.get(visit).ratings[FIRST].level is Level.VISIBLE
    school.undo.undo()
    assert school.visits.get(visit).teacher_levels == {FIRST: Level.EFFECTIVE}
    for wrong in (
        lambda: school.debriefs.score_own(visit, "onbekend", 2),
        lambda: school.debriefs.score_own(visit, FIRST, 5),
    ):
        with pytest.raises(RuleBroken):
            wrong()
    settled(school, visit)
    with pytest.raises(RuleBroken, match="vastgesteld"):
        school.debriefs.score_own(visit, FIRST, 1)


def test_an_agreement_has_a_date_after_the_lesson(planned: tuple[School, str]) -> None:
    school, visit = planned
    observed(school, visit)
    with pytest.raises(RuleBroken, match="latere datum"):
        school.debriefs.agree_until(visit, date(2026, 11, 18))
    school.debriefs.agree_until(visit, date(2026, 12, 4))
    assert school.debriefs.get(visit).agreed_until == date(2026, 12, 4)


def test_an_earlier_version_stays_readable(planned: tuple[School, str]) -> None:
    school, visit = planned
    observed(school, visit)
    school.debriefs.score_own(visit, FIRST, 4)
    settled(school, visit)
    before, talk = school.visits.get(visit), school.debriefs.get(visit)
    with pytest.raises(RuleBroken, match="waarom"):
        school.debriefs.reopen(visit, "  ")
    assert school.versions.of(visit) == []

    school.debriefs.reopen(visit, "Datum klopte niet")
    school.observing.score(visit, FIRST, 1)
    school.debriefs.write(visit, "strength", "Andere woorden.")
    school.debriefs.score_own(visit, FIRST, None)
    assert school.versions.get(visit, 1) == (before, talk)
    (line,) = school.versions.of(visit)
    assert (line.number, line.reason) == (1, "Datum klopte niet")
    now = school.visits.get(visit)
    assert (now.version, now.line.state) == (2, VisitState.DISCUSSED)

    school.debriefs.settle(visit)
    second = school.visits.get(visit)
    school.debriefs.reopen(visit, "Nog eens")
    assert [line.number for line in school.versions.of(visit)] == [2, 1]
    assert school.versions.get(visit, 2)[0] == second
    assert school.versions.get(visit, 1) == (before, talk)
    with pytest.raises(RuleBroken, match="is er niet"):
        school.versions.get(visit, 3)
    school.undo.undo()
    assert [line.number for line in school.versions.of(visit)] == [1]
    assert school.checks.problems() == []


def test_wiped_notes_are_gone_everywhere_and_the_report_keeps_its_own(planned: tuple[School, str]) -> None:
    school, visit = planned
    observed(school, visit)
    assert school.debriefs.raw_notes(visit) == 1
    settled(school, visit)
    school.debriefs.reopen(visit, "Iets vergeten")  # the first version has the loose note too
    settled(school, visit, wipe=True)
    assert [note.text for note in school.visits.get(visit).notes] == [TIED]
    assert [note.text for note in school.versions.get(visit, 1)[0].notes] == [TIED]
    assert LOOSE.encode() not in school.path.read_bytes()
    assert TIED.encode() in school.path.read_bytes()
    out = school.path.with_name("uit.json")
    school.exchange.export_all(out)
    assert LOOSE not in json.dumps(json.loads(out.read_text("utf-8")), ensure_ascii=False)
    assert school.checks.problems() == []
    while school.undo.next_undo:
        try:
            school.undo.undo()
        except RuleBroken:
            continue
        assert LOOSE.encode() not in school.path.read_bytes()


def test_notes_that_were_deleted_before_are_wiped_from_the_history_too(planned: tuple[School, str]) -> None:
    school, visit = planned
    observed(school, visit)
    gone = school.observing.add_note(visit, time(10, 40), "Eerst een vergissing.")
    school.observing.edit_note(gone, "Dan iets over Tim.")
    school.observing.remove_note(gone)
    settled(school, visit, wipe=True)
    raw = school.path.read_bytes()
    assert not any(words.encode() in raw for words in ("Eerst een vergissing.", "Dan iets over Tim.", LOOSE))
    assert TIED.encode() in raw


def test_a_visit_that_is_not_complete_says_what_is_missing_before_anything_is_asked(
    planned: tuple[School, str],
) -> None:
    school, visit = planned
    observed(school, visit)
    with pytest.raises(RuleBroken, match="nog niet besproken"):
        school.debriefs.require_complete(visit)
    school.debriefs.discuss(visit, TALKED)
    with pytest.raises(RuleBroken, match="één sterk punt en één volgende stap"):
        school.debriefs.require_complete(visit)
    school.debriefs.write(visit, "strength", "Rust.")
    school.debriefs.write(visit, "next_step", "Meer denktijd.")
    school.debriefs.require_complete(visit)


def test_looking_again_is_planned_once_and_moves_along_with_the_day(planned: tuple[School, str]) -> None:
    school, visit = planned
    observed(school, visit)
    with pytest.raises(RuleBroken, match="wanneer"):
        school.debriefs.plan_next_look(visit)
    school.debriefs.choose_next_step(visit, SECOND)
    school.debriefs.look_again(visit, date(2026, 12, 10))
    assert school.debriefs.next_look(visit) is None
    again = school.debriefs.plan_next_look(visit)
    line = school.debriefs.next_look(visit)
    assert line is not None
    assert (line.id, line.state, line.held_on) == (again, VisitState.PLANNED, date(2026, 12, 10))
    assert line.observer == "Marieke Doornbos"
    title = next(one.title for one in school.visits.get(visit).instrument.indicators if one.key == SECOND)
    assert title in line.focus_question
    assert school.debriefs.plan_next_look(visit) == again

    school.debriefs.look_again(visit, date(2026, 12, 17))
    moved = school.debriefs.next_look(visit)
    assert moved is not None
    assert (moved.id, moved.held_on) == (again, date(2026, 12, 10))  # not yet: moving it is asked for
    assert school.debriefs.plan_next_look(visit) == again
    assert school.visits.get(again).line.held_on == date(2026, 12, 17)
    assert len(school.visits.all()) == 2
    school.undo.undo()
    assert school.visits.get(again).line.held_on == date(2026, 12, 10)


def test_a_visit_that_stood_on_that_day_already_is_the_next_look(planned: tuple[School, str]) -> None:
    school, visit = planned
    observed(school, visit)
    draft = replace(school.visits.get(visit).draft, held_on=date(2026, 12, 10), focus_question="Anders")
    there = school.visits.plan(draft)
    school.debriefs.look_again(visit, date(2026, 12, 10))
    assert school.debriefs.plan_next_look(visit) == there


def second_observer(school: School, visit: str) -> str:
    person = school.people.save_person(PersonDraft("Rachid el Amrani", "coach", ObserverRole.COACH))
    return school.duos.add_observer(visit, person)


def test_two_observers_see_each_others_scores_when_both_are_done(planned: tuple[School, str]) -> None:
    school, visit = planned
    other = second_observer(school, visit)
    observed(school, visit)
    with pytest.raises(RuleBroken, match="Rachid el Amrani is nog niet afgerond"):
        school.duos.both(visit)
    school.visits.start(other)
    school.observing.score(other, FIRST, 1)
    with pytest.raises(RuleBroken, match="Rachid el Amrani is nog niet afgerond"):
        school.duos.both(other)
    school.visits.finish(other)
    first, second = school.duos.both(other)
    assert (first.line.id, second.line.id) == (visit, other)
    assert (first.line.duo_with, second.line.duo_with) == ("Rachid el Amrani", "Marieke Doornbos")
    assert [one.ratings[FIRST].level for one in (first, second)] == [Level.VISIBLE, Level.NOT_VISIBLE]


def test_a_duo_visit_is_one_lesson_with_one_talk(planned: tuple[School, str]) -> None:
    school, visit = planned
    other = second_observer(school, visit)
    observed(school, visit)
    school.visits.start(other)
    with pytest.raises(RuleBroken, match="nog bezig"):
        settled(school, visit)
    school.observing.score(other, FIRST, 1)
    school.visits.finish(other)
    assert school.visits.get(other).line.state is VisitState.DISCUSSED  # the talk was held in the meantime
    school.debriefs.write(other, "agreement", "Wisbordjes.")
    assert school.debriefs.get(visit).agreement == "Wisbordjes."
    school.debriefs.settle(other)
    assert {school.visits.get(one).line.state for one in (visit, other)} == {VisitState.SETTLED}
    with pytest.raises(RuleBroken, match="Heropen"):
        school.duos.separate(visit)
    school.debriefs.reopen(visit, "Los")
    assert len(school.versions.of(other)) == 1
    school.duos.separate(visit)
    assert school.duos.of(visit) is None
    assert school.visits.get(other).line.state is VisitState.VISITED
    assert school.checks.problems() == []


def test_each_half_is_hidden_from_the_other_observer_until_both_are_done(planned: tuple[School, str]) -> None:
    school, visit = planned
    other = second_observer(school, visit)
    marieke, rachid = (school.visits.get(one).draft.observer_id for one in (visit, other))
    duo = school.duos.of(other)
    assert duo is not None
    assert duo.hides(visit, rachid)
    assert duo.hides(other, marieke)
    assert duo.hides(other, None), "nobody said who is at the keyboard"
    assert not duo.hides(visit, marieke)
    assert not duo.hides(visit, "somebody else")
    for one in (visit, other):
        observed(school, one)
    done = school.duos.of(visit)
    assert done is not None
    assert not done.hides(visit, rachid)
    assert not done.hides(other, None)


def test_a_picture_counts_a_lesson_once(filled: Path) -> None:
    with School.open(filled, today=lambda: TALKED) as school:
        before = school.pictures.picture(school.year)
        seen = next(line for line in school.visits.all() if line.state is VisitState.VISITED)
        other = second_observer(school, seen.id)
        school.visits.start(other)
        for key in school.visits.get(other).ratings:
            school.observing.score(other, key, 4)
        school.visits.finish(other)
        assert school.pictures.picture(school.year) == before


def test_a_duo_visit_refuses_what_makes_no_sense(planned: tuple[School, str]) -> None:
    school, visit = planned
    marieke = school.visits.get(visit).draft.observer_id
    with pytest.raises(RuleBroken, match="andere waarnemer"):
        school.duos.add_observer(visit, marieke)
    with pytest.raises(RuleBroken, match="tweede waarnemer"):
        school.duos.add_observer(visit, "")
    with pytest.raises(RuleBroken, match="een docent"):
        school.duos.plan(replace(school.visits.get(visit).draft, teacher_id=""), marieke)
    other = second_observer(school, visit)
    with pytest.raises(RuleBroken, match="al een duo"):
        second_observer(school, other)
    school.visits.remove(visit)
    assert school.visits.get(other).line.duo_of_id is None
    school.undo.undo()
    assert school.visits.get(other).line.duo_of_id == visit
    assert school.checks.problems() == []


ACTIONS: dict[str, Callable[[School, str, int], object]] = {
    "start": lambda school, visit, _: school.visits.start(visit),
    "finish": lambda school, visit, _: school.visits.finish(visit),
    "score": lambda school, visit, n: school.observing.score(visit, FIRST, n % 5),
    "explain": lambda school, visit, n: school.observing.explain(visit, FIRST, f"Toelichting {n}."),
    "note": lambda school, visit, n: school.observing.add_note(visit, time(10, n % 60), f"Notitie {n}."),
    "talk": lambda school, visit, n: school.debriefs.write(visit, "strength", f"Sterk {n}."),
    "step": lambda school, visit, n: school.debriefs.write(visit, "next_step", f"Stap {n}."),
    "discuss": lambda school, visit, _: school.debriefs.discuss(visit, TALKED),
    "settle": lambda school, visit, _: school.debriefs.settle(visit),
    "reopen": lambda school, visit, n: school.debriefs.reopen(visit, f"Reden {n}"),
    "duo": lambda school, visit, _: second_observer(school, visit),
    "separate": lambda school, visit, _: school.duos.separate(visit),
}


def written(school: School, visit: str) -> dict[str, object]:
    """Every word of a visit and its talk, without what the state makes of it."""
    detail, talk = school.visits.get(visit), school.debriefs.get(visit)
    notes = sorted(note.text for note in detail.notes)
    return {
        "ratings": dict(detail.ratings),
        "notes": notes,
        "strength": talk.strength,
        "step": talk.next_step,
    }


STEPS = st.lists(st.tuples(st.sampled_from(sorted(ACTIONS)), st.booleans(), st.integers(0, 99)), max_size=25)
WRITES = {"score", "explain", "note", "talk", "step"}


@pytest.fixture(scope="module")
def planned_file(new_once: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The file of a school with one planned visit, and the id of that visit."""
    path = Path(shutil.copy(new_once, tmp_path_factory.mktemp("planned")))
    with School.open(path, today=lambda: TALKED) as school:
        return path, plan_one(school)


@settings(max_examples=40)
@given(steps=STEPS)
def test_no_row_of_actions_loses_text_or_reaches_a_forbidden_state(
    steps: list[tuple[str, bool, int]],
    planned_file: tuple[Path, str],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    path, visit = planned_file
    with School.open(Path(shutil.copy(path, tmp_path_factory.mktemp("states")))) as school:
        for name, on_the_other, number in steps:
            duo = school.duos.of(visit)
            target = duo.second.id if duo is not None and on_the_other else visit
            before, text = states(school, visit), written(school, target)
            try:
                ACTIONS[name](school, target, number)
            except RuleBroken as refusal:
                assert str(refusal).endswith("."), "a refusal is a sentence"
                assert (states(school, visit), written(school, target)) == (before, text)
                continue
            after = states(school, visit)
            for one in before.keys() & after.keys():
                allowed = {before[one], *NEXT_STATES[before[one]]}
                if name in ("finish", "discuss", "separate"):  # a half goes along with the talk of the other
                    allowed |= {VisitState.DISCUSSED, VisitState.VISITED}
                assert after[one] in allowed, f"{name}: {before[one]} became {after[one]}"
            if name in WRITES:
                assert before[target] is not VisitState.SETTLED, "a settled visit is fixed"
            elif not (name == "separate" and on_the_other):  # the second half then has a talk of its own
                assert written(school, target) == text, f"{name} lost text"
        assert school.checks.problems() == []


def states(school: School, visit: str) -> dict[str, VisitState]:
    """The states of a visit and, if it is a duo-visit, of the other half."""
    duo = school.duos.of(visit)
    lines = (duo.first, duo.second) if duo is not None else (school.visits.get(visit).line,)
    return {line.id: line.state for line in lines}
