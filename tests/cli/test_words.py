"""The command line speaks Dutch only, also where argparse speaks for it."""

import argparse
import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from lesobs.cli import main
from lesobs.cli.words import COMMANDS, dutch

FOR_PROGRAMMERS = {
    ".__call__() not defined",
    "%r is not callable",
    "'required' is an invalid argument for positionals",
    'argument "-" with mode %r',
    "cannot have multiple subparser arguments",
    "cannot merge actions - two groups are named %r",
    "conflicting option string: %s",
    "conflicting option strings: %s",
    "conflicting subparser: %s",
    "conflicting subparser alias: %s",
    "dest= is required for options like %r",
    "invalid conflict_resolution value: %r",
    "invalid option string %(option)r: must start with a character %(prefix_chars)r",
    "mutually exclusive arguments must be optional",
    # for what is marked as deprecated, or shows its default by itself: nothing here does
    "argument '%(argument_name)s' is deprecated",
    "command '%(parser_name)s' is deprecated",
    "option '%(option)s' is deprecated",
    " (default: %(default)s)",
}
ENGLISH = re.compile(
    r"\b(usage|options|positional|arguments?|optional|show|help message|exit|error|invalid|choice|choose|"
    r"required|unrecognized|expected|default|the|and|file|must|not)\b",
    re.IGNORECASE,
)
OUR_NAMES = re.compile(
    r"--\w+|\b(demo|roster|visits?|picture|calendar|report|export|import|check|self-test|all)\b"
)


def what_argparse_says() -> Iterator[str]:
    for node in ast.walk(ast.parse(Path(argparse.__file__).read_text("utf-8"))):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in ("_", "ngettext")
        ):
            yield from (
                one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str)
            )


def test_every_sentence_of_argparse_has_a_dutch_one() -> None:
    untranslated = {said for said in what_argparse_says() if dutch(said) == said}
    assert untranslated - FOR_PROGRAMMERS - {"%(heading)s:"} == set()


def test_a_translation_takes_what_argparse_fills_in() -> None:
    for said in what_argparse_says():
        fields = re.findall(r"%\(\w+\)[rs]|%[rs]", said)
        taken = re.findall(r"%\(\w+\)[rs]|%[rs]", dutch(said))
        assert sorted(taken) == sorted(field for field in fields if field != "%(type)s")


def english_in(text: str) -> set[str]:
    return {word.lower() for word in ENGLISH.findall(OUR_NAMES.sub("", text))}


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_is_dutch(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*([command] if command else []), "--help"]) == 0
    shown = capsys.readouterr().out
    assert "gebruik: lesobs" in shown
    assert "deze uitleg" in shown
    assert english_in(shown) == set()


def test_help_names_every_command_in_order(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--help"])
    listed = re.findall(r"^    ([\w-]+)", capsys.readouterr().out, re.MULTILINE)
    assert listed == list(COMMANDS)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("vists school.lesobs", "Bedoel je ‘visits’?"),
        ("qqq", "lesobs --help"),
        ("visits", "dit ontbreekt nog: BESTAND"),
        ("visits a.lesobs b.lesobs", "dit hoort er niet bij: b.lesobs"),
        ("visits a.lesobs --kleur", "dit hoort er niet bij: --kleur"),
        ("visits a.lesobs --json=ja", "er hoort geen waarde bij"),
        ("--kleur", "lesobs: fout: dit "),
        ("--", "lesobs: fout: dit "),
        ("picture a.lesobs --year", "er hoort een waarde achter"),
        ("picture a.lesobs --year 2026", "Schrijf het als 2026-2027"),
        ("picture a.lesobs --year 2026-2028", "geen schooljaar"),
        ("demo a.lesobs --teachers veel", "een getal van 10 tot en met 500"),
        ("demo a.lesobs --teachers 9", "een getal van 10 tot en met 500"),
        ("demo a.lesobs --years -1", "--years"),
        ("report a.lesobs brief --out a.pdf", "'brief' kan niet; kies uit"),
        ("report a.lesobs planner", "dit ontbreekt nog: --out"),
        ("report a.lesobs planner --out a.pdf --paper A5", "'A5' kan niet; kies uit"),
        ("report a.lesobs visit --out a.pdf", "zeg met --visit welk bezoek het is"),
        ("report a.lesobs planner --out a.pdf --visit 1234", "--visit hoort niet bij ‘planner’"),
        ("report a.lesobs section --out a.pdf --paper A3", "--paper hoort niet bij ‘section’"),
        ("report a.lesobs visit --visit 1234 --year 2026-2027 --out a.pdf", "--year hoort niet bij ‘visit’"),
        ("report a.lesobs form --out a.pdf", "zeg met --instrument van welke kijkwijzer"),
        ("report a.lesobs planner --own --out a.pdf", "--own hoort niet bij ‘planner’"),
        (
            "report a.lesobs visit --visit 1234 --instrument x --out a.pdf",
            "--instrument hoort niet bij ‘visit’",
        ),
        ("report a.lesobs planner --out a.doc", "een PDF eindigt op .pdf"),
        ("export a.lesobs alles --out a.json", "'alles' kan niet"),
        ("export a.lesobs all --out a.csv", "‘all’ gaat naar .json of .xlsx"),
        ("export a.lesobs ratings --out a.ics", "‘ratings’ gaat naar .csv, .xlsx of .json"),
        ("export a.lesobs calendar --out a", "‘calendar’ gaat naar .ics, .csv, .xlsx of .json"),
        ("import a.lesobs", "dit ontbreekt nog: EXPORT.json"),
    ],
)
def test_wrong_use_is_explained_in_dutch(typed: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(typed.split()) == 2
    shown = capsys.readouterr()
    assert said in shown.err
    assert shown.out == ""
    assert english_in(shown.err) == set()
