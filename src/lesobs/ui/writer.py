"""This file is how things get into the school file: at once, soon after a key, or when it can be again."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, QTimer, Signal

from lesobs.domain.errors import RuleBroken
from lesobs.domain.texts import require_all_kept
from lesobs.services.school import SchoolFileProblem
from lesobs.services.visit_detail import NoteDetail

SOON, AGAIN = 400, 5_000
"""Milliseconds after the last key that typing is written, and after which a failed writing is tried again."""

What = tuple[str, ...]
"""Tells one thing that is written from another: its kind, the visit, and the rest."""


@dataclass(frozen=True)
class Waiting:
    """Something that is not in the file yet. `name` is what the user calls it (`score bij A3`), `about` what
    it belongs to (`Minh Đặng, 3H2, do 19 nov 2026`)."""

    about: str
    name: str
    value: object
    write: Callable[[], object]
    is_text: bool
    problem: RuleBroken | None = None
    """Why it, or the end of too long a text, could not be written; None while it was not tried yet."""

    @property
    def text(self) -> str:
        """The words of a text."""
        return self.value.text if isinstance(self.value, NoteDetail) else str(self.value)


class Writer(QObject):
    """Writes at once, or soon after a key; what the file does not take waits and is tried again."""

    saved = Signal()
    refused = Signal(RuleBroken)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.about = ""
        """What all that is written from now on belongs to, in words."""
        self._waiting: dict[What, Waiting] = {}
        self._soon = QTimer(self, singleShot=True, interval=SOON)
        self._again = QTimer(self, singleShot=True, interval=AGAIN)
        self._soon.timeout.connect(self.flush)
        self._again.timeout.connect(self.flush)

    def now(self, write: Callable[[], object]) -> bool:
        """Write at once or not at all; False when it was refused, which `refused` tells with its sentence."""
        problem = _tried(write)
        if problem is not None:
            self.refused.emit(problem)
            return False
        self._tell_saved()
        return True

    def at_once(self, what: What, name: str, value: object, write: Callable[[], object]) -> bool:
        """Write at once; what the file does not take now waits, and what builds on that waits behind it.
        False when it is not in the file."""
        try:
            return self.or_wait(what, name, value, write)
        except RuleBroken as refusal:
            self.refused.emit(refusal)
            return False

    def or_wait(self, what: What, name: str, value: object, write: Callable[[], object]) -> bool:
        """As `at_once`, for who has an answer of its own to what the rules refuse: that is raised."""
        self._waiting.pop(what, None)
        problem = self._problem_before(what) or _tried(write)
        if problem is None:
            self._tell_saved()
            return True
        if not isinstance(problem, SchoolFileProblem):
            raise problem
        self._waiting[what] = Waiting(self.about, name, value, write, is_text=False, problem=problem)
        self._again.start()
        self.refused.emit(problem)
        return False

    def later(self, what: What, name: str, value: object, write: Callable[[], object]) -> None:
        """Write a text that is being typed, soon after a key. `write` keeps what is `fitting` of it; the rest
        waits here as long as it is too much."""
        before = self._waiting.get(what)
        problem = before.problem if before else None
        self._waiting[what] = Waiting(self.about, name, value, write, is_text=True, problem=problem)
        if not self._soon.isActive():  # not put off by the next key: typing on must not go unkept
            self._soon.start()

    def waiting(self, what: What) -> Waiting | None:
        """What is not written yet of this, or None."""
        return self._waiting.get(what)

    def is_refused(self, what: What) -> bool:
        """Whether the rules, and not the file, refused this."""
        one = self._waiting.get(what)
        return one is not None and one.problem is not None and not isinstance(one.problem, SchoolFileProblem)

    def of_visit(self, visit_id: str) -> list[tuple[What, Waiting]]:
        """All that waits of one visit."""
        return [(what, one) for what, one in self._waiting.items() if what[1] == visit_id]

    def failed(self) -> list[Waiting]:
        """What was tried and could not be written."""
        return [one for one in self._waiting.values() if one.problem is not None]

    def flush(self) -> bool:
        """Write everything that waits; False when something could not be written, which then waits on."""
        self._soon.stop()
        self._again.stop()
        written, problems = False, []
        for what, entry in list(self._waiting.items()):
            if self._waiting.get(what) is not entry:
                continue
            problem = self._problem_before(what) or _tried(entry.write) or _left_over(entry)
            if problem is not None:
                problems.append(problem)
            if self._waiting.get(what) is not entry:
                continue  # typed on while it was written
            if problem is None:
                written = True
                del self._waiting[what]
            elif entry.is_text or isinstance(problem, SchoolFileProblem):
                self._waiting[what] = replace(entry, problem=problem)
            else:  # nobody can mend a score that the rules refuse
                del self._waiting[what]
        if self._waiting:
            self._again.start()
        for problem in problems[:1]:
            self.refused.emit(problem)
        if written and not problems:
            self.saved.emit()
        return not self._waiting

    def let_go(self) -> None:
        """Give up the texts that the rules refuse; what only the file refuses is tried on."""
        for what, entry in list(self._waiting.items()):
            if entry.problem is not None and not isinstance(entry.problem, SchoolFileProblem):
                del self._waiting[what]

    def _problem_before(self, what: What) -> RuleBroken | None:
        """Why this can't be written yet: something about the same thing waits before it, and the file must
        get that first (a note before it is moved)."""
        for other, one in self._waiting.items():
            if other == what:
                break
            if isinstance(one.problem, SchoolFileProblem) and set(other[2:]) & set(what[2:]):
                return one.problem
        return None

    def _tell_saved(self) -> None:
        if self.failed():
            QTimer.singleShot(0, self, self.flush)  # the file takes what it is given: try the rest
        else:
            self.saved.emit()


def _tried(write: Callable[[], object]) -> RuleBroken | None:
    """Why it could not be written, None when it was."""
    try:
        write()
    except RuleBroken as refusal:
        return refusal
    return None


def _left_over(entry: Waiting) -> RuleBroken | None:
    """What is said of a text of which only the start is written, None when that is all of it."""
    return _tried(lambda: require_all_kept(entry.text)) if entry.is_text else None
