"""This file is text that runs from right to left: its letters joined, its lines in the order they are drawn.

The order is that of Unicode's bidirectional algorithm (UAX 9) without its invisible marks, which never reach
paper. ReportLab leaves both to libraries that are not on every machine.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import TypeVar

Owner = TypeVar("Owner")
Pieces = Sequence[tuple[Owner, str]]
"""Text in parts, each with whatever it is drawn with."""

RIGHT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]+")
"""Signs of the scripts that run from right to left."""

NON_JOINER = "\u200c"
_LENGTHENED = "\u0640"
_LAM_ALEF = {"\u0622": "\ufef5", "\u0623": "\ufef7", "\u0625": "\ufef9", "\u0627": "\ufefb"}
"""The one sign for lam and the alef after it."""
_CLASSES = {"L": "L", "R": "R", "AL": "A", "EN": "E", "AN": "N", "ES": "S", "ET": "T", "CS": "C", "NSM": "M"}
"""The classes of Unicode in one letter each; every other sign is neutral, `o`."""
_BRACKETS = {"(": ")", "[": "]", "{": "}", "⟨": "⟩"}
_DEEPEST = 63
"""So many brackets within each other are paired, by the same rule."""
_TURNED = {**_BRACKETS, "<": ">", "«": "»", "‹": "›", "≤": "≥"}
_TURNED |= {after: before for before, after in _TURNED.items()}


def runs_right(value: str) -> bool:
    """Whether any of it runs from right to left."""
    return RIGHT.search(value) is not None


def wholly_right(value: str) -> bool:
    """Whether each of its lines is read from the right, as far as it has letters at all."""
    sides = [_side(line) for line in value.splitlines()]
    return "R" in sides and "L" not in sides


def _side(line: str) -> str:
    """The side a line is read from, L or R; "" when it has no letters.

    One foreign word at its start does not turn a Dutch line around, as it would by Unicode's rule (P2).
    """
    kinds = [unicodedata.bidirectional(sign) for sign in line]
    sides = ["L" if kind == "L" else "R" for kind in kinds if kind in ("L", "R", "AL")]
    if not sides:
        return ""
    return "R" if sides[0] == "R" and 2 * sides.count("R") > len(sides) else "L"


def as_typed(sign: str) -> str:
    """The letter that was typed, of one in the form between its neighbours; any other sign as it is.

    The sign for lam and alef stays one: readers of PDFs don't agree in which order its two letters go.
    """
    letter = unicodedata.normalize("NFKC", sign)
    return letter if len(letter) == 1 and runs_right(sign) else sign


def joined(value: str) -> str:
    """Each Arabic letter in the form that it has between its neighbours; other text as it is."""
    if not runs_right(value):
        return value.replace(NON_JOINER, "")
    forms = _forms()
    value = re.sub("\u0644[\u0622\u0623\u0625\u0627]", lambda found: _LAM_ALEF[found[0][1]], value)
    signs = list(value)
    letters = [place for place, sign in enumerate(value) if unicodedata.category(sign) != "Mn"]
    around = ["", *(value[place] for place in letters), ""]
    for place, before, after in zip(letters, around, around[2:], strict=False):
        own = forms.get(value[place], {})
        joins = "final" in own and "initial" in forms.get(before, {})
        goes_on = "initial" in own and "final" in forms.get(after, {})
        kind = ("isolated", "initial", "final", "medial")[2 * joins + goes_on]
        signs[place] = own.get(kind, value[place])
    return "".join(signs).replace(NON_JOINER, "")


@cache
def _forms() -> dict[str, dict[str, str]]:
    """The forms of each Arabic letter, and of lam with an alef, by where it stands in its word."""
    forms = {_LENGTHENED: dict.fromkeys(("isolated", "initial", "final", "medial"), _LENGTHENED)}
    for code in (*range(0xFB50, 0xFC00), *range(0xFE80, 0xFEF5)):
        kind, *letters = unicodedata.decomposition(chr(code)).split() or [""]
        if len(letters) == 1:
            forms.setdefault(chr(int(letters[0], 16)), {})[kind.strip("<>")] = chr(code)
    return forms | {one: {"isolated": one, "final": chr(ord(one) + 1)} for one in _LAM_ALEF.values()}


def drawn(lines: Sequence[Pieces[Owner]], side: str = "") -> list[list[tuple[Owner, str]]]:
    """The lines of one paragraph as they are drawn, from left to right; `side` is where it begins, L or R."""
    signs = [[(owner, sign) for owner, text in line for sign in text] for line in lines]
    whole = "".join(sign for line in signs for _, sign in line)
    side = side or _side(whole) or "L"
    levels = _levels(whole, side)
    found: list[list[tuple[Owner, str]]] = []
    start = 0
    for line in signs:
        found.append(_in_order(line, levels[start : start + len(line)], int(side == "R")))
        start += len(line)
    return found


def _in_order(signs: Pieces[Owner], levels: Sequence[int], ground: int) -> list[tuple[Owner, str]]:
    content = len("".join(sign for _, sign in signs).rstrip())
    placed = [
        (level, owner, _TURNED.get(sign, sign) if level % 2 else sign)
        for level, (owner, sign) in zip([*levels[:content], *[ground] * len(signs)], signs, strict=False)
    ]
    for depth in range(max(levels, default=0), 0, -1):
        stretches = [list(group) for _, group in groupby(placed, lambda one: one[0] >= depth)]  # noqa: B023
        placed = [one for group in stretches for one in (group[::-1] if group[0][0] >= depth else group)]
    return [
        (owner, "".join(sign for *_, sign in group)) for owner, group in groupby(placed, key=itemgetter(1))
    ]


def _levels(value: str, side: str) -> list[int]:
    """How deep each sign stands: even runs to the right, odd to the left (W1 to N2 of the algorithm)."""
    kinds = "".join(_CLASSES.get(unicodedata.bidirectional(sign), "o") for sign in value)
    kinds = re.sub("(.)(M+)", lambda found: found[1] * len(found[0]), side + kinds)
    kinds = re.sub("A[^LR]*", lambda found: found[0].replace("E", "N"), kinds).replace("A", "R")
    kinds = re.sub("(?<=E)[SC](?=E)", "E", kinds)
    kinds = re.sub("(?<=N)C(?=N)", "N", kinds)
    kinds = re.sub("(?<!T)T+(?=E)|(?<=E)T+", lambda found: "E" * len(found[0]), kinds)
    kinds = re.sub("[STC]", "o", kinds)
    kinds = re.sub("L[^LR]*", lambda found: found[0].replace("E", "L"), kinds)
    kinds = _bracketed(value, kinds, side) + side
    kinds = re.sub("(?<=L)o+(?=L)", lambda found: "L" * len(found[0]), kinds)
    kinds = re.sub("(?<=[REN])o+(?=[REN])", lambda found: "R" * len(found[0]), kinds)
    kinds = kinds[1:-1].replace("o", side)
    return [{"L": 0, "R": 1}.get(kind, 2) if side == "L" else 1 + (kind != "R") for kind in kinds]


def _bracketed(value: str, kinds: str, side: str) -> str:
    """Both brackets of a pair on the side of what they hold, or else of what stands before them (N0)."""
    other = "R" if side == "L" else "L"
    sides = list(kinds.replace("E", "R").replace("N", "R"))
    for opened, closed in _bracket_pairs(value, kinds):
        held = sides[opened + 1 : closed]
        if side in held:
            own = side
        elif other in held:
            before = next(kind for kind in reversed(sides[:opened]) if kind != "o")
            own = other if before == other else side
        else:
            continue
        sides[opened] = sides[closed] = own
    return "".join(own if kind == "o" else kind for own, kind in zip(sides, kinds, strict=True))


def _bracket_pairs(value: str, kinds: str) -> list[tuple[int, int]]:
    """Where the brackets of each pair stand in `kinds`, which has one sign before the text."""
    pairs: list[tuple[int, int]] = []
    opened: list[tuple[str, int]] = []
    for place, sign in enumerate(value, start=1):
        if kinds[place] != "o":
            continue
        if sign in _BRACKETS and len(opened) == _DEEPEST:
            break
        if sign in _BRACKETS:
            opened.append((_BRACKETS[sign], place))
        elif sign in _BRACKETS.values():
            depth = next((i for i in reversed(range(len(opened))) if opened[i][0] == sign), None)
            if depth is not None:
                pairs.append((opened[depth][1], place))
                del opened[depth:]
    return sorted(pairs)
