"""What stands beside a cell of the example school says the same as its picture, and no more."""

from dataclasses import replace
from datetime import date

import pytest
from tests.conftest import see
from tests.services.test_picture_ahead import Enough, stopping

from lesobs.domain.narrowing import Split
from lesobs.domain.picture import Cell, Grouping, Picture, PictureFilter
from lesobs.domain.schoolyear import SchoolYear
from lesobs.domain.tally import Tally
from lesobs.services.instruments import publish
from lesobs.services.people import TeacherDraft
from lesobs.services.picture_details import PictureDetails
from lesobs.services.picture_lessons import PictureLessons
from lesobs.services.rounds import RoundDraft
from lesobs.services.school import School

LAST, THIS = SchoolYear(2025), SchoolYear(2026)


def cell(picture: Picture, group: str, indicator: str) -> Cell | None:
    place = [one.key for one in picture.indicators].index(indicator)
    rows = {row.group.key: row for row in (*picture.rows, picture.total)}
    return rows[group].cells[place] if group in rows else None


@pytest.mark.parametrize("rows", list(Grouping))
def test_each_round_tells_what_its_own_picture_tells(example: School, rows: Grouping) -> None:
    question = PictureFilter((LAST,), rows)
    picture = example.pictures.ask(question)
    of_round = {
        one.id: example.pictures.ask(replace(question, wanted={Split.ROUND: frozenset({one.id})}))
        for one in example.rounds.all(LAST)
    }
    indicators = [one.key for one in picture.indicators if one.code in ("A3", "B4", "C2")]
    told = 0
    for row in (*picture.rows, picture.total):
        for indicator in indicators:
            found = example.picture_details.detail(question, row.group.key, indicator)
            whole, mine = (
                cell(picture, picture.total.group.key, indicator),
                cell(picture, row.group.key, indicator),
            )
            assert whole is not None
            assert mine is not None
            if mine.tally is None or whole.tally is None or row is picture.total:
                assert found.beside_school is None
            assert [one.key for one in found.rounds] == list(of_round)
            for one in found.rounds:
                by_filter = cell(of_round[one.key], row.group.key, indicator) or Cell(Tally())
                told += one.cell.tally is not None
                assert one.cell.tally in (by_filter.tally, None)
                if by_filter.tally and by_filter.tally.scored:
                    assert one.cell == by_filter
    assert told > 3


def test_a_detail_that_is_stopped_again_and_again_is_the_same_in_the_end(example: School) -> None:
    question = PictureFilter((LAST,), wanted={Split.ANNOUNCED: frozenset({"ja"})})
    fresh = PictureDetails(example._file, PictureLessons(example._file))
    picture = example.pictures.ask(question)
    cell = picture.total.group.key, picture.indicators[2].key
    found, stops = None, 0
    while found is None:
        try:
            found = fresh.detail(question, *cell, stopping(5))
        except Enough:
            stops += 1
            assert stops < 100
    assert stops > 3
    assert found == example.picture_details.detail(question, *cell)


def test_the_whole_school_and_a_section_of_last_year(example: School) -> None:
    question = PictureFilter((LAST,))
    picture = example.pictures.ask(question)
    indicator = next(one.key for one in picture.indicators if one.code == "A3")
    total = example.picture_details.detail(question, picture.total.group.key, indicator)
    assert [one.words for one in total.rounds] == ["34 van 57", "40 van 57"]
    assert total.change is not None
    assert total.change.difference is not None
    points = total.change.difference.points
    assert points == round(100 * (40 / 57 - 34 / 57))
    section = next(row.group.key for row in picture.rows if row.cells and row.cells[2].tally)
    beside = example.picture_details.detail(question, section, picture.indicators[2].key).beside_school
    shares = [one.cells[2].tally for one in picture.rows if one.group.key == section]
    whole = picture.total.cells[2].tally
    assert beside is not None
    assert shares[0] is not None
    assert whole is not None
    exact = 100 * (shares[0].high / shares[0].scored - whole.high / whole.scored)
    assert abs((beside.points or 0) - exact) <= 0.5


def test_years_are_compared_only_where_both_are_told(example: School) -> None:
    this, last = PictureFilter((THIS,)), PictureFilter((LAST,))
    pictures = [example.pictures.ask(question) for question in (this, last)]
    compared = 0
    for row in (*pictures[0].rows, pictures[0].total):
        for indicator in pictures[0].indicators:
            both = [
                cell(picture, row.group.key, indicator.key)
                for picture in pictures
                if indicator.key in [one.key for one in picture.indicators]
            ]
            found = example.picture_details.compare_years(this, [LAST], row.group.key, indicator.key)
            if len(both) < 2 or not all(one and one.tally and one.tally.scored for one in both):
                assert found is None
            compared += found is not None
    assert compared


def test_what_is_not_there_tells_nothing(example: School) -> None:
    found = example.picture_details.detail(PictureFilter((SchoolYear(1999),)), "nergens", "niets")
    assert (found.beside_school, found.rounds, found.change) == (None, (), None)


def test_a_new_wording_and_a_new_visit_are_seen_at_once(planned: tuple[School, str]) -> None:
    """Six teachers in two rounds; between them the indicator got other words."""
    school, visit = planned
    plan = school.visits.get(visit).draft
    for title, month in (("Ronde 1", 9), ("Ronde 2", 10)):
        school.rounds.save(RoundDraft(title, date(2026, month, 1), date(2026, month, 28)))
    old = school.instruments.get(plan.instrument_id)
    first = replace(old.indicators[0], version=2, text="Andere woorden.")
    with school._file.transaction("Nieuwe versie") as session:
        new = publish(
            session, replace(old, version=2, indicators=(first, *old.indicators[1:])), date(2026, 9, 30)
        )
    group, question = plan.section_id, PictureFilter((THIS,))
    for number in range(6):
        code = TeacherDraft(f"T{number}", f"Docent {number}", section_ids=frozenset({group}))
        teacher = school.people.save_teacher(code)
        for instrument, month in ((plan.instrument_id, 9), (new, 10)):
            draft = replace(
                plan, teacher_id=teacher, instrument_id=instrument, held_on=date(2026, month, 3 + number)
            )
            see(school, draft, 2 + number % 2)
    found = school.picture_details.detail(question, group, first.key)
    assert [(one.words, one.new_wording) for one in found.rounds] == [("3 van 6", False), ("3 van 6", True)]
    assert found.change is not None
    assert found.change.difference is None
    other = school.picture_details.detail(question, group, old.indicators[1].key)
    assert [one.new_wording for one in other.rounds] == [False, False]
    assert other.change is not None
    assert other.change.difference is not None
    assert other.change.difference.verdict.word == "te weinig lessen"
    see(school, replace(plan, teacher_id=teacher, instrument_id=new, held_on=date(2026, 10, 20)), 3)
    assert school.picture_details.detail(question, group, first.key).rounds[1].words == "4 van 7"
