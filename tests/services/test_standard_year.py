"""The standard year is there to start from: chosen item by item, a suggestion until somebody looks at it."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from lesobs.domain.activity import ActivityStatus
from lesobs.domain.cycle import Phase
from lesobs.domain.errors import RuleBroken
from lesobs.domain.schoolyear import Region, SchoolYear
from lesobs.services.calendar import ActivityDraft
from lesobs.services.people import PersonDraft
from lesobs.services.school import School
from lesobs.services.standard_year import read_standard_year, standard_items
from lesobs.services.year_turn import TurnChoices

YEAR = SchoolYear(2026)
ITEM = """
[[item]]
key = "a"
title = "A"
text = "Wat?"
owner = "teamleider"
standard = "OP3"
phase = "do"
weeks = [40, 41]
"""


def test_the_shipped_year_touches_all_of_the_circle_and_the_year() -> None:
    items = standard_items()
    assert len(items) >= 25
    assert {item.phase for item in items} == set(Phase)
    assert {"OP3", "OP6", "OR1", "SKA1", "SKA2", "SKA3", "VS1", "VS2", "OP2"} <= {i.standard for i in items}
    assert {item.key for item in items if item.fact} == {"examenanalyse", "pta"}
    assert all(len(item.description) < 400 and item.title[0].isupper() for item in items)


@pytest.mark.parametrize("region", list(Region))
@pytest.mark.parametrize("start", [2025, 2026, 2027, 2028])
def test_it_fits_every_region(tmp_path: Path, region: Region, start: int) -> None:
    with School.create(tmp_path / "s.lesobs", "H", region) as school:
        found = school.standard_year.preview(SchoolYear(start))
    assert all(one.possible for one in found)
    for one in found:
        assert one.starts_on is not None and one.ends_on is not None
        assert SchoolYear(start).first_day <= one.starts_on <= one.ends_on <= SchoolYear(start).last_day
        assert "vakantie" not in one.remark, f"{one.item.key}: {one.remark}"
        if one.item.key != "pta":
            assert (one.starts_on.weekday(), one.ends_on.weekday()) == (0, 4), one.item.key
    (pta,) = (one for one in found if one.item.key == "pta")
    assert pta.ends_on == date(start, 9, 30)


def test_what_is_chosen_becomes_suggestions(school: School) -> None:
    ada = school.people.save_person(PersonDraft("Ada", "Examensecretaris"))
    for name in ("Bo", "Cas"):
        school.people.save_person(PersonDraft(name, "teamleider"))
    assert school.standard_year.apply(YEAR, {"pta", "ronde-1"}) == 2
    pta, first = school.calendar.activities(YEAR)
    assert (pta.owner_id, pta.suggested, pta.recurs) == (ada, True, "elk jaar op 14 september")
    assert (first.owner, first.starts_on) == ("", date(2026, 9, 28)), "two could own it, so nobody is guessed"
    school.calendar.confirm(pta.id)
    school.calendar.shift(first.id, date(2026, 10, 5), date(2026, 12, 4))
    assert not any(line.suggested for line in school.calendar.activities(YEAR))
    school.undo.undo()
    school.undo.undo()
    assert all(line.suggested for line in school.calendar.activities(YEAR))
    school.calendar.set_status(pta.id, ActivityStatus.DOING)
    school.calendar.save(school.calendar.draft(first.id))
    assert not any(line.suggested for line in school.calendar.activities(YEAR))
    assert school.checks.problems() == []


def test_what_is_over_is_not_proposed(tmp_path: Path) -> None:
    with School.create(tmp_path / "s.lesobs", "H", Region.MIDDLE, today=lambda: date(2026, 11, 30)) as late:
        for one in late.standard_year.preview(YEAR):
            assert one.ends_on is not None and one.past == (one.ends_on < date(2026, 11, 30))
            assert one.possible and not (one.past and one.proposed)
        assert not any(one.past for one in late.standard_year.preview(YEAR.next))
        assert late.standard_year.apply(YEAR, {"pta"}) == 1, "who wants it can still have it"


def test_what_is_there_already_is_skipped(school: School) -> None:
    school.calendar.save(
        ActivityDraft("  kijkwijzer IJKEN", Phase.PLAN, "OP3", date(2026, 9, 7), date(2026, 9, 7))
    )
    keys = {item.key for item in standard_items()}
    assert school.standard_year.apply(YEAR, keys) == len(keys) - 1
    assert school.standard_year.apply(YEAR, keys) == 0
    counted = Counter(line.title for line in school.calendar.activities(YEAR))
    assert set(counted.values()) == {1}
    assert all(one.present for one in school.standard_year.preview(YEAR))
    school.undo.undo()
    assert len(school.calendar.activities(YEAR)) == 1
    assert school.checks.problems() == []


def test_a_suggestion_that_nobody_looked_at_stays_one_in_the_next_year(school: School) -> None:
    school.standard_year.apply(YEAR, {"pta", "audit"})
    pta = next(line for line in school.calendar.activities(YEAR) if line.title.startswith("PTA"))
    school.calendar.confirm(pta.id)
    turn = school.year_turns.preview(YEAR)
    school.year_turns.apply(turn, TurnChoices(frozenset(one.key for one in turn.items)))
    assert [line.suggested for line in school.calendar.activities(YEAR.next)] == [False, True]


def test_a_year_without_holidays_takes_what_needs_none(school: School) -> None:
    year = SchoolYear(2040)
    found = school.standard_year.preview(year)
    unplaced = [one for one in found if one.starts_on is None]
    assert unplaced and not any(one.proposed for one in unplaced)
    assert {one.remark for one in unplaced} == {"De vakanties van 2040-2041 zijn nog niet bekend."}
    keys = {one.item.key for one in found}
    assert school.standard_year.apply(year, keys) == len(found) - len(unplaced)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("title", "titel"), "title ontbreekt"),
        (('"OP3"', '"OP9"'), "standaard OP9"),
        (('"do"', '"doen"'), "fase doen"),
        (("weeks = [40, 41]", ""), "kies één plaats"),
        (("weeks = [40, 41]", 'after = "mei"\ndays = 3'), "kies één plaats"),
        (("weeks = [40, 41]", 'after = "mei"\ndays = 99\nlasts = 1'), "a: Kies 1 tot en met 60"),
        (("weeks = [40, 41]", 'weeks = ["x", 41]'), "kunnen niet"),
        (("weeks = [40, 41]", "weeks = [41, 40]"), "einddatum ligt vóór"),
        (("weeks = [40, 41]", "weeks = [40, 41]\nevery = 3"), "every is 1, 2 of 4"),
        (("[[item]]", "[[item]]" + ITEM.split("[[item]]")[1] + "[[item]]"), "twee keer"),
        (("[[item]]", "[[item"), "geen goede TOML"),
    ],
)
def test_a_mistake_in_the_file_is_named(change: tuple[str, str], said: str) -> None:
    assert len(read_standard_year(ITEM)) == 1
    with pytest.raises(RuleBroken, match=said):
        read_standard_year(ITEM.replace(*change))
