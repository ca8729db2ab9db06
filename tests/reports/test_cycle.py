"""This file is the tests of the improvement plan on one A4."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from report_samples import HOSTILE, PRINTED, long_text, pages, words

from lesobs.domain.activity import ActivityStatus
from lesobs.domain.cycle import Outcome, Phase
from lesobs.domain.cycle_look import Look, Looks, Measured
from lesobs.domain.picture import Cell
from lesobs.domain.tally import Tally
from lesobs.domain.uncertainty import Difference, Verdict
from lesobs.reports.cycle import CycleActivity, CycleReport, write_cycle
from lesobs.reports.cycle_measures import CycleAim

THEN, NOW = Tally((4, 5, 2, 1), 1), Tally((1, 2, 5, 2))
LOOK = Look(
    *("b4", "B4", "Nagaan en bijstellen"),
    THEN,
    "",
    10,
    Measured("ronde 2, 2026-2027", Cell(NOW), 7, 3),
    difference=Difference(Verdict.HIGHER, 45, 8, 80),
    target_percent=67,
)
DONE = date(2026, 11, 6)
ABOUT = "12 gescoorde lessen van 8 docenten door 4 waarnemers, 2025-2026"


def activities(number: int, title: str = "Exitvraag in elke les") -> tuple[CycleActivity, ...]:
    first = date(2026, 10, 5)
    return tuple(
        CycleActivity(
            f"{title} {place}",
            Phase.DO,
            "Ruud Hofstede",
            first + timedelta(days=7 * place),
            first + timedelta(days=7 * place + 4),
            ActivityStatus.DONE,
        )
        for place in range(number)
    )


def plan(**changes: object) -> CycleReport:
    report = CycleReport(
        school="Hazelkamp College",
        title="Nagaan en bijstellen",
        scope="Wiskunde",
        whom="de sectie Wiskunde",
        standard="OP3",
        number=2,
        owner="Ruud Hofstede",
        deputy="Ó Súilleabháin",
        findings=(
            (
                "We leggen goed uit, maar weten vaak pas bij de toets of het geland is.",
                "ma 28 sep 2026, ontwikkelpunt",
            ),
        ),
        goal="In twee van de drie lessen ziet de docent wat iedereen begrijpt.",
        aims=(CycleAim("B4 Nagaan en bijstellen", THEN, ABOUT, 67),),
        activities=activities(3),
        check_on=date(2026, 12, 11),
        check_reason="",
        looks=Looks((LOOK,), 10, DONE),
        phase=Phase.CHECK,
        outcome=None,
        reason="",
        closed_on=None,
        printed_on=PRINTED,
        history=("Eerste ronde: bijgesteld op vr 3 jul 2026.",),
    )
    return replace(report, **changes)  # type: ignore[arg-type]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "plan.pdf"


def test_the_plan_says_why_what_who_when_and_what_came_of_it(path: Path) -> None:
    assert write_cycle(path, plan()).pages == 1
    found = words(path)
    for said in (
        "Voor de sectie Wiskunde en het MT",
        "Wiskunde · OP3 · tweede ronde · eigenaar Ruud Hofstede, vervanger Ó Súilleabháin",
        "weten vaak pas bij de toets",
        "In twee van de drie lessen",
        "3 van 12 lessen op 3 of 4 (25 %)",
        "Streven: 67 %",
        "12 gescoorde lessen van 8 docenten door 4 waarnemers, 2025-2026",
        "Exitvraag in elke les 0",
        "ma 5 okt – vr 9 okt 2026",
        "Duidelijk hoger, en het doel is gehaald.",
        "10 gescoorde lessen van 7 docenten door 3 waarnemers, ronde 2, 2026-2027",
        "Eerste ronde: bijgesteld",
        "Blijven kijken",
    ):
        assert said in found, said
    assert "handtekening" not in found.lower()


def test_twelve_activities_and_long_texts_are_one_page(path: Path) -> None:
    text = "Leerlingen weten wat ze moeten doen, maar niet waarom; wij horen dat pas laat in de les. " * 4
    busy = plan(
        activities=activities(12, "Samen een les voorbereiden en bij elkaar kijken, in tweetallen"),
        goal=text,
        findings=((text, "ma 28 sep 2026, ontwikkelpunt"),),
        reason=text,
        outcome=Outcome.SECURE,
        closed_on=date(2026, 12, 11),
    )
    assert write_cycle(path, busy).pages == 1
    assert "Geborgd op vr 11 dec 2026." in words(path)
    assert "tweetallen 11" in words(path)


NAMES = (
    *("B4 Nagaan en bijstellen", "C1 Heldere uitleg", "D1 Feedback op het leren", "A3 Iedereen doet mee"),
    "E12 Wat wij als school met elkaar over telefoons en aandacht afspraken",
)


def several(number: int) -> dict[str, object]:
    """So many indicators, each with its baseline and what is seen of it now."""
    names = [name.split(" ", 1) for name in NAMES[:number]]
    looks = [replace(LOOK, key=code, code=code, title=title) for code, title in names]
    return {
        "aims": tuple(CycleAim(name, THEN, ABOUT, 60 + place) for place, name in enumerate(NAMES[:number])),
        "looks": Looks(tuple(looks), 10, DONE),
    }


@pytest.mark.parametrize("number", [2, 3, 5])
def test_several_indicators_stay_on_one_page(path: Path, number: int) -> None:
    assert write_cycle(path, plan(**several(number), activities=activities(6))).pages == 1
    found = words(path)
    for place, name in enumerate(NAMES[:number]):
        assert f"{name} streven {60 + place} % op 3 of 4" in found
    assert found.count(f"toen 3 van 12 (25 %) · {ABOUT}") == number
    now = "nu 7 van 10 (70 %) · 10 gescoorde lessen van 7 docenten door 3 waarnemers, ronde 2, 2026-2027"
    assert found.count(now) == number
    assert found.count("Duidelijk hoger, en het doel is gehaald.") == number
    assert f"{'Beide' if number == 2 else 'Alle'} indicatoren: duidelijk hoger." in found


def test_what_was_not_seen_again_is_named_with_its_reason(path: Path) -> None:
    unseen = Look("c1", "C1", "Heldere uitleg", THEN, "", 0)
    written = several(2) | {"looks": Looks((LOOK, unseen), 10, DONE)}
    write_cycle(path, plan(**written, check_reason="De toetsweek viel uit."))
    found = words(path)
    assert "B4 duidelijk hoger, C1 nog niet opnieuw gezien." in found
    assert "Waarom nu niet: De toetsweek viel uit." in found


def test_findings_that_were_taken_along_stand_there_too(path: Path) -> None:
    both = tuple((f"Bevinding {number}.", "ma 28 sep 2026, ontwikkelpunt") for number in (1, 2))
    assert write_cycle(path, plan(**several(2), findings=both)).pages == 1
    assert "‘Bevinding 1.’" in words(path) and "‘Bevinding 2.’" in words(path)


def test_what_does_not_fit_goes_on_and_nothing_is_cut(path: Path) -> None:
    number = write_cycle(path, plan(goal=long_text(6000), activities=activities(60))).pages
    assert number > 1
    found = pages(path)
    assert f"pagina {number} van {number}" in found[-1]
    assert "Exitvraag in elke les 59" in " ".join(found)


def test_a_plan_without_anything_says_what_to_do(path: Path) -> None:
    bare = plan(
        findings=(),
        goal=" ",
        aims=(),
        owner="",
        deputy="",
        activities=(),
        check_on=None,
        looks=Looks((), 0, None),
        phase=Phase.PLAN,
        history=(),
    )
    assert write_cycle(path, bare).pages == 1
    found = words(path)
    assert "nog geen eigenaar" in found
    assert "waaraan zien we in de les dat het lukt?" in found
    assert "We kijken opnieuw op een dag die nog gekozen wordt" in found


def test_text_of_users_is_no_markup(path: Path) -> None:
    everything = " ".join(HOSTILE)
    write_cycle(path, plan(goal=everything, title=everything, reason=everything, check_reason=everything))
    found = words(path)
    assert all(" ".join(one.split()) in found for one in HOSTILE)


def test_the_first_word_below_the_title_begins_with_a_capital(path: Path) -> None:
    write_cycle(path, plan(scope="afdeling havo", whom="de afdeling havo"))
    assert "Afdeling havo · OP3 · tweede ronde" in words(path)
    assert "Voor de afdeling havo en het MT" in words(path)
