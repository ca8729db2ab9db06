"""This file is what a filter can go by, and who gets a turn at what where not all is safe together."""

from collections.abc import Mapping
from enum import StrEnum
from itertools import combinations


class Split(StrEnum):
    """What a filter can go by: each lesson has one label in each."""

    ROUND = "round"
    MONTH = "month"
    DEPARTMENT = "department"
    FORM = "form"
    PURPOSE = "purpose"
    ANNOUNCED = "announced"
    YEAR_LEVEL = "year_level"
    INSTRUMENT = "instrument"


Cut = tuple[Split, ...]
"""What a filter goes by at once: one split or two."""

Wanted = Mapping[Split, frozenset[str]]
"""The labels that a filter leaves, for each split it goes by."""

ROUNDS: tuple[Cut, ...] = ((Split.ROUND,),)
MONTHS: tuple[Cut, ...] = ((Split.MONTH,),)
OTHERS: tuple[Cut, ...] = tuple((split,) for split in Split if split not in (Split.ROUND, Split.MONTH))
PAIRS: tuple[Cut, ...] = tuple(combinations([split for split in Split if split is not Split.MONTH], 2))
MONTH_PAIRS: tuple[Cut, ...] = tuple((Split.MONTH, split) for (split,) in OTHERS)

SECTIONS, CLUSTERS, SCHOOL = range(3)
TURNS: tuple[tuple[int, tuple[Cut, ...]], ...] = (
    (SECTIONS, ROUNDS),
    (CLUSTERS, ROUNDS),
    (SCHOOL, (*ROUNDS, *OTHERS)),
    (CLUSTERS, OTHERS),
    (SCHOOL, MONTHS),
    (CLUSTERS, MONTHS),
    (SECTIONS, MONTHS),
    (SCHOOL, PAIRS),
    (SCHOOL, MONTH_PAIRS),
)
"""Who gets a turn at what, the most useful first. What is not here is never answered."""

STEPS: tuple[tuple[int, Cut], ...] = tuple((level, cut) for level, cuts in TURNS for cut in cuts)
LAST_STEP: Mapping[Cut, int] = {cut: place for place, (_, cut) in enumerate(STEPS)}
"""The step after which a cut is answered for all who are."""

LAST_OTHER = max(place for place, (_, cut) in enumerate(STEPS) if cut in OTHERS)
LAST_MONTH = max(place for place, (_, cut) in enumerate(STEPS) if cut in MONTHS)
"""The steps after which all filters by one split other than months are answered, and those by months too."""
LAST_PAIR = max(place for place, (_, cut) in enumerate(STEPS) if cut in PAIRS)
"""The step after which all filters by two splits are answered, but for those by months."""

AHEAD = (LAST_OTHER, LAST_MONTH)
"""How far to go ahead of a first filter, the least first."""
FURTHER = (*AHEAD, LAST_PAIR, len(STEPS) - 1)
"""How far to go ahead of a second one."""
