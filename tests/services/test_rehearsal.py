"""Tests of the rehearsal of a lesson: it leaves the school as it is, whatever is done in it meanwhile."""

from concurrent.futures import ThreadPoolExecutor

from lesobs.services.school import School


def test_nothing_is_written_or_told(planned: tuple[School, str]) -> None:
    school, _ = planned
    told: list[frozenset[str]] = []
    school.on_change(told.append)
    folder, action = school.path.parent, school.undo.next_undo
    before = school.path.read_bytes(), set(folder.iterdir())
    school.rehearse()
    assert (school.path.read_bytes(), set(folder.iterdir())) == before
    assert told == []
    assert school.undo.next_undo == action


def test_a_lesson_can_begin_meanwhile(planned: tuple[School, str]) -> None:
    school, visit = planned
    keys = [one.key for one in school.visits.get(visit).instrument.indicators]
    with ThreadPoolExecutor(1) as worker:
        rehearsed = worker.submit(school.rehearse)
        for place, key in enumerate(keys):
            school.observing.score(visit, key, 1 + place % 4)
        rehearsed.result()
    ratings = school.visits.get(visit).ratings
    assert [ratings[key].level for key in keys] == [1 + place % 4 for place in range(len(keys))]
    assert school.checks.problems() == []
