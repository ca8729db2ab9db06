"""The rule for small groups: nothing shown may give away what is hidden."""

from tests.domain.made_lessons import INDICATOR, Made, year_of

from lesobs.domain.narrowing import ToldYear
from lesobs.domain.picture import Group, PictureFilter, PictureIndicator
from lesobs.domain.picture_building import Frame, build_picture
from lesobs.domain.schoolyear import SchoolYear
from lesobs.domain.tally import Tally, heat_band

YEAR = PictureFilter((SchoolYear(2026),))


def test_a_picture_counts_and_hides() -> None:
    indicator = PictureIndicator(INDICATOR, "A1", "Sfeer", "A", "We keken of …", "Hoe?")
    big, small = Group("1", "Wiskunde"), Group("2", "Klassieke talen")
    maths = [Made("1", f"w{n}", {}, level) for n, level in enumerate((1, 2, 2, 3, 3, 4, 4, 5))]
    classics = [Made("2", f"k{n}", {}, 4) for n in range(3)]
    years = {YEAR.years[0]: ToldYear(year_of([*maths, *classics]), {"1": None, "2": None}, 5)}
    picture = build_picture(Frame(YEAR, 5, [big, small], [indicator]), years)
    rows = {row.group.name: row for row in picture.rows}
    assert rows["Klassieke talen"].hidden
    assert rows["Klassieke talen"].lessons is None
    # Shown beside the total, wiskunde would give the three of klassieke talen away.
    assert rows["Wiskunde"].cells[0].hidden
    assert rows["Wiskunde"].sentence == "8 lessen van 8 docenten door 1 waarnemer"
    total = picture.total.cells[0].tally
    assert total == Tally((1, 2, 2, 5), 1)
    assert (total.high, total.scored, total.percent) == (7, 10, 70)


def test_a_share_is_whole_percents_rounded_as_at_school() -> None:
    assert [Tally((8 - high, 0, high, 0)).percent for high in (0, 1, 3, 8)] == [0, 13, 38, 100]
    assert Tally((0, 0, 0, 0), 5).percent is None


def test_a_band_begins_at_its_edge() -> None:
    assert [heat_band(percent) for percent in (0, 19, 20, 39, 40, 60, 79, 80, 100)] == [
        1, 1, 2, 2, 3, 4, 4, 5, 5,
    ]  # fmt: skip


def test_an_empty_picture_says_so() -> None:
    picture = build_picture(Frame(YEAR, 5, [Group("1", "Wiskunde")], []), {})
    assert picture.rows == ()
    assert picture.sentence == "Geen lessen, 2026-2027, zonder beoordelingsbezoeken."
