"""This file is the questions for a team talk: a bank of three for every indicator of the program."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from lesobs.domain.errors import RuleBroken
from lesobs.paths import resources

KINDS = {"now": "Nu", "works": "Als het lukt", "try": "Deze week"}
"""What each of the three questions is about, in the order of a talk."""

MOST_SIGNS = 140


@dataclass(frozen=True, slots=True)
class TalkQuestions:
    """The questions on one indicator: three, in the order of KINDS, or only that of an own indicator."""

    asked: tuple[str, ...]

    @property
    def first(self) -> str:
        """The one to begin with; empty when there are none."""
        return self.asked[0] if self.asked else ""


def talk_questions(indicator_key: str, own: str) -> TalkQuestions:
    """Those of the bank, or for an indicator of the school itself the question it brings along."""
    found = shipped_questions().get(indicator_key)
    return found or TalkQuestions((own.strip(),) if own.strip() else ())


@cache
def shipped_questions() -> Mapping[str, TalkQuestions]:
    """The bank that comes with the program, by indicator."""
    return read_questions((resources() / "questions.toml").read_text("utf-8"))


def read_questions(text: str) -> dict[str, TalkQuestions]:
    """A bank as TOML. Raises RuleBroken with what is wrong, and where."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RuleBroken(f"De vragen zijn geen goede TOML: {error}") from None
    return {key: _checked(key, table) for key, table in tables.items()}


def _checked(key: str, table: object) -> TalkQuestions:
    if not isinstance(table, dict) or list(table) != list(KINDS):
        raise RuleBroken(f"{key}: er horen drie vragen bij, in deze volgorde: {', '.join(KINDS)}.")
    for kind, question in table.items():
        if not isinstance(question, str) or not question.endswith("?"):
            raise RuleBroken(f"{key}: {kind} is geen vraag die eindigt op een vraagteken.")
        if len(question) > MOST_SIGNS:
            raise RuleBroken(f"{key}: {kind} is langer dan {MOST_SIGNS} tekens.")
    return TalkQuestions(tuple(table.values()))
