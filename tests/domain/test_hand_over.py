"""Handing work over: what may go to whom, and what becomes of the deputy."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lesobs.domain.hand_over import Heir, HeldKind, Ties, consequence, deputy_after, why_not

ADA, BO = Heir("ada", "Ada", visits_lessons=True), Heir("bo", "Bo", visits_lessons=False)
IDS = st.none() | st.sampled_from(("ada", "bo", "cy"))


@pytest.mark.parametrize(
    ("kind", "heir", "ties", "why"),
    [
        (HeldKind.ACTIVITY, BO, Ties(), ""),
        (HeldKind.SERIES, BO, Ties(), ""),
        (HeldKind.CYCLE, BO, Ties(owner_id="cy", deputy_id="bo"), ""),
        (HeldKind.DEPUTY, BO, Ties(owner_id="cy"), ""),
        (HeldKind.DEPUTY, BO, Ties(owner_id="bo"), "Bo is al eigenaar van deze cyclus."),
        (HeldKind.VISIT, ADA, Ties(teacher="Minh"), ""),
        (HeldKind.VISIT, BO, Ties(), "Bo bezoekt geen lessen."),
        (HeldKind.LOOK, BO, Ties(), "Bo bezoekt geen lessen."),
        (HeldKind.VISIT, ADA, Ties(with_observer_id="ada"), "Ada gaat al mee naar deze les."),
        (HeldKind.LOOK, ADA, Ties(teacher="Ada"), "Ada geeft deze les zelf."),
        (HeldKind.TALK, ADA, Ties(), "Dit kan alleen wie de les zag."),
        (HeldKind.AGREEMENT, ADA, Ties(), "Dit kan alleen wie de les zag."),
    ],
)
def test_what_may_go_to_whom(kind: HeldKind, heir: Heir, ties: Ties, why: str) -> None:
    assert why_not(kind, heir, ties) == why


def test_who_becomes_owner_needs_another_deputy() -> None:
    assert "was vervanger" in consequence(HeldKind.CYCLE, BO, Ties(deputy_id="bo"))
    assert consequence(HeldKind.CYCLE, ADA, Ties(deputy_id="bo")) == ""
    assert consequence(HeldKind.LOOK, ADA, Ties()) == "Er komt een gepland bezoek."


@given(IDS, IDS)
def test_nobody_is_the_deputy_of_the_own_cycle(owner: str | None, deputy: str | None) -> None:
    after = deputy_after(owner, deputy)
    assert after is None or after != owner
    assert after in (None, deputy)


def test_each_kind_has_words_of_its_own() -> None:
    for words in ([kind.heading for kind in HeldKind], [kind.word for kind in HeldKind]):
        assert len(set(words)) == len(HeldKind)
