"""This file is the tests of the bank of questions for a team talk."""

import pytest

from lesobs.domain.errors import RuleBroken
from lesobs.domain.instrument_file import shipped
from lesobs.paths import resources
from lesobs.reports.questions import KINDS, MOST_SIGNS, read_questions, shipped_questions, talk_questions

PERSON = ("je ", "jij", "jouw", "jullie", "hij ", "docent", "collega", "leraar", "goed", "voldoende")


def test_every_indicator_of_the_program_has_three_questions_and_nothing_else_does() -> None:
    bank = shipped_questions()
    indicators = {
        one.key for instrument in shipped(resources() / "instruments") for one in instrument.indicators
    }
    assert bank.keys() == indicators
    asked = [question for one in bank.values() for question in one.asked]
    assert len(asked) == len(set(asked)) == 3 * 14
    assert all(question.endswith("?") and len(question) <= MOST_SIGNS for question in asked)


def test_each_kind_asks_what_it_is_for() -> None:
    for key, one in shipped_questions().items():
        _, works, trying = one.asked
        assert "deze week" in trying, key
        assert "deze week" not in works, key


@pytest.mark.parametrize("word", PERSON)
def test_questions_are_about_lessons_and_pupils(word: str) -> None:
    for one in shipped_questions().values():
        for question in one.asked:
            assert word not in question.lower()


def test_an_own_indicator_brings_its_own_question() -> None:
    assert talk_questions("eigen.telefoons", " Waar zijn de telefoons? ").asked == (
        "Waar zijn de telefoons?",
    )
    assert talk_questions("eigen.telefoons", " ").first == ""
    assert talk_questions("op3.klimaat.sfeer", "Anders?").first.startswith("Bij welk werk")


def bank(**changed: object) -> str:
    values = {"now": "Wat?", "works": "Hoe?", "try": "Wie?"} | changed
    return "[een]\n" + "\n".join(f"{kind} = {value!r}" for kind, value in values.items() if value is not None)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[een", "TOML"),
        ("een = 3", "drie vragen"),
        (bank(works=None), "drie vragen"),
        (bank(wie="Wie?"), "drie vragen"),
        (bank(now="Wat."), "now is geen vraag"),
        (bank(now=3), "now is geen vraag"),
        (bank(works="W" * MOST_SIGNS + "?"), "works is langer dan 140"),
    ],
)
def test_a_wrong_bank_says_what_is_wrong(text: str, why: str) -> None:
    with pytest.raises(RuleBroken, match=why):
        read_questions(text)


def test_a_good_bank_keeps_the_order() -> None:
    assert list(KINDS) == ["now", "works", "try"]
    assert read_questions(bank())["een"].asked == ("Wat?", "Hoe?", "Wie?")
