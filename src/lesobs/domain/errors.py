"""This file is the one exception that carries a sentence for the user."""


class RuleBroken(Exception):  # noqa: N818 - it is a refusal, not a failure of the program
    """Something the rules don't allow; `str()` gives the Dutch sentence the user reads."""
