"""This file is which activities somebody asks to see, and how that is said on screen and on paper."""

from dataclasses import dataclass

from lesobs.domain.activity import WantedStatus
from lesobs.domain.cycle import Phase
from lesobs.domain.texts import folded
from lesobs.services.calendar import ActivityLine

NOBODY = ""
"""Asked for as an owner: what nobody owns."""
WHOLE_SCHOOL = ""
"""Asked for as a department: what is of all departments."""


@dataclass(frozen=True, slots=True)
class ActivityFilter:
    """What must be true of an activity to be shown; None and no words let everything through.

    `owner` is the id of a person or NOBODY, and `owner_name` what that person is called; `words` must each
    stand somewhere in the activity. `cluster` is that of the section: what a cluster does, each of its
    sections does. `only` names activities by id, and `only_words` say which those are.
    """

    owner: str | None = None
    owner_name: str = ""
    phase: Phase | None = None
    standard: str | None = None
    section: str | None = None
    cluster: str = ""
    department: str | None = None
    status: WantedStatus | None = None
    words: str = ""
    only: frozenset[str] | None = None
    only_words: str = ""

    def lets_through(self, line: ActivityLine) -> bool:
        return (
            (self.only is None or line.id in self.only)
            and self.owner in (None, line.owner_id or NOBODY)
            and self.phase in (None, line.phase)
            and self.standard in (None, line.standard)
            and self._concerns_section(line)
            and self.department in (None, line.department)
            and (self.status is None or self.status.holds(line.status, line.overdue))
            and self.finds(f"{line.title} {line.owner} {line.standard} {line.group} {line.description}")
        )

    def _concerns_section(self, line: ActivityLine) -> bool:
        of_cluster = bool(self.cluster) and self.cluster == line.cluster
        return self.section in (None, line.section) or of_cluster

    def finds(self, text: str) -> bool:
        """Whether each of the words stands in this text, whatever its capitals and accents."""
        wanted = folded(self.words).split()
        if not wanted:
            return True
        searched = folded(text)
        return all(word in searched for word in wanted)

    @property
    def person_id(self) -> str | None:
        """The one person whose activities these are, by id."""
        return self.owner or None

    @property
    def sentence(self) -> str:
        """What is asked, in words: `Joke Veldhuizen, OP3, over tijd`; empty when it is everything."""
        owner = "zonder eigenaar" if self.owner == NOBODY else self.owner_name if self.owner else ""
        department = "hele school" if self.department == WHOLE_SCHOOL else self.department
        parts = (
            self.only_words,
            owner,
            self.phase.word if self.phase else "",
            self.standard,
            f"{self.section} en cluster {self.cluster}" if self.cluster else self.section,
            department,
            self.status.word if self.status else "",
            f"met ‘{self.words.strip()}’" if self.words.strip() else "",
        )
        return ", ".join(part for part in parts if part)
