"""Columns line up, whatever signs a name has."""

from lesobs.cli.tables import HIDDEN, table


def test_columns_line_up() -> None:
    shown = table(
        ["Naam", "Lessen", "Cel"],
        [["Wiskunde", 12, 3], ["Łukasz", None, HIDDEN], ["Zoe\u0308", 7, 10], ["王", 100, 1]],
    )
    assert shown.splitlines() == [
        "Naam      Lessen  Cel",
        "─────────────────────",
        "Wiskunde      12    3",
        f"Łukasz{' ' * 14}·",
        "Zoe\u0308            7   10",
        "王           100    1",
    ]


def test_a_text_in_a_column_sets_it_to_the_left() -> None:
    assert table(["a"], [[1], ["twee"]]).splitlines()[2:] == ["1", "twee"]


def test_without_rows_there_are_headings() -> None:
    assert table(["Naam", "Uur"], []) == "Naam  Uur\n─────────"


def test_a_cell_is_one_line_without_control_signs() -> None:
    assert table(["a"], [["twee\nregels\x1b[31m\u202e"]]).splitlines()[2] == "twee regels [31m"
