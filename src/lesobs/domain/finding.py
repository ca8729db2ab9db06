"""This file is what a team concludes from a picture: a strength, a point to develop or a question."""

from enum import StrEnum


class FindingKind(StrEnum):
    """What kind of conclusion a finding is."""

    STRENGTH = "strength"
    DEVELOP = "develop"
    QUESTION = "question"

    @property
    def word(self) -> str:
        return {"strength": "sterk punt", "develop": "ontwikkelpunt", "question": "vraag"}[self.value]
