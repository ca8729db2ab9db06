"""This file is what stops work between two turns, as a user who no longer waits for it does."""

from collections.abc import Callable


class Enough(Exception):  # noqa: N818 - it is no error
    """Stops the work."""


def stopping(after: int) -> Callable[[], None]:
    """Stops the work before the turn after so many."""
    left = iter(range(after))

    def going_on() -> None:
        if next(left, None) is None:
            raise Enough

    return going_on
