"""This file is how a school gets open: made, chosen, with its passphrase, or a page that says why not."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from lesobs.domain import dutch
from lesobs.domain.schoolyear import Region, SchoolYear, is_school_day, read_national_holidays
from lesobs.paths import data_folder, resources
from lesobs.services.backups import Backup, copies_of, put_back
from lesobs.services.school import (
    DamagedFile,
    FileMissing,
    NotASchoolFile,
    PassphraseNeeded,
    School,
    SchoolFileProblem,
    place_warning,
)
from lesobs.ui import ask
from lesobs.ui.errors import refusals_shown
from lesobs.ui.waiting import GivenUp, done_beside
from lesobs.ui.widgets.bars import MessageBar
from lesobs.ui.widgets.states import ErrorCard, ErrorPage

if TYPE_CHECKING:
    from lesobs.ui.window import Window

EXAMPLE_NAME = "Voorbeeldschool.lesobs"
EXAMPLE_ME = "Marieke Doornbos"
_DAYS_ALIVE = 7

Today = Callable[[], date]


def make_school(parent: "Window", today: Today) -> School | None:
    """Ask for all a new school needs and make it; None when the user thinks better of it."""
    from lesobs.ui.new_school_dialog import NewSchoolDialog

    return NewSchoolDialog.ask(parent, today)


def make_example(parent: "Window", today: Today) -> School | None:
    """Open the example school, made first when it is not there; None when that was refused or stopped."""
    path = data_folder() / EXAMPLE_NAME
    if parent.school is not None and parent.school.path.resolve() == path.resolve():
        return None
    with refusals_shown(parent, "De voorbeeldschool gaat niet open"):
        if path.exists() or _made_example(parent, path, _example_day(today())):
            return open_school(parent, path, today)
    return None


def _made_example(parent: "Window", path: Path, day: date) -> bool:
    from lesobs.services.demo import make_demo

    try:
        done_beside(
            parent,
            "De voorbeeldschool wordt gemaakt…",
            lambda progress: make_demo(path, on=day, progress=progress.tell),
        )
    except GivenUp:
        return False
    parent.settings.example_day = day
    return True


def choose_file(parent: QWidget) -> Path | None:
    """Ask for a school file; None when the user thinks better of it."""
    return ask.open_file(parent, "Schoolbestand openen", ask.SCHOOL_FILES, data_folder())


def open_school(parent: "Window", path: Path, today: Today) -> School | None:
    """Open a school file, asking for its passphrase as often as needed; None when the user gives up.

    Raises SchoolFileProblem for everything else that is wrong with the file.
    """
    if path.resolve() == (data_folder() / EXAMPLE_NAME).resolve():
        today = _today_of_example(parent.settings.example_day, today)
    try:
        school = School.open(path, today=today)
    except PassphraseNeeded:
        from lesobs.ui.opening_dialogs import PassphraseDialog

        asked = PassphraseDialog.ask(parent, path, lambda secret: School.open(path, secret, today=today))
        if asked is None:
            return None
        school = asked
    _make_known(parent, school)
    return school


def choose_me(parent: "Window", school: School) -> bool:
    """Ask who works here and remember it on this laptop; gives whether somebody was chosen."""
    from lesobs.ui.opening_dialogs import ChooseMeDialog

    chosen = ChooseMeDialog.ask(parent, school, parent.settings.me(school.path))
    if chosen is not None:
        parent.settings.set_me(school.path, chosen)
    return chosen is not None


def introduce(parent: QWidget, school: School) -> str | None:
    """Ask in a school without observers who visits lessons, which is mostly who sits here; gives who that is
    when it is clear, None when nobody or more than one was added."""
    from lesobs.ui.school.persons import PersonDialog
    from lesobs.ui.window import Window

    PersonDialog.ask(
        parent,
        school,
        explanation="Wie bezoekt de lessen? Begin met jezelf; collega's zet je er later bij, of meteen met "
        "‘En nog een’.",
    )
    observers, window = school.people.observers(), parent.window()
    if len(observers) != 1:
        return None
    if isinstance(window, Window):
        window.settings.set_me(school.path, observers[0].id)
        window.show_me()
    return observers[0].id


def problem_page(parent: "Window", path: Path, problem: SchoolFileProblem) -> QWidget:
    """The page in place of a school that does not open: what happened, what was kept, what one can do."""
    unusable = isinstance(problem, DamagedFile | FileMissing | NotASchoolFile)
    copies = copies_of(path) if unusable else []
    kept = "lesobs heeft niets veranderd."
    can_do = problem.advice
    if copies:
        kept += f" De reservekopie van {dutch.day_and_clock(copies[0].made_at)} is gecontroleerd en leesbaar."
    elif isinstance(problem, DamagedFile | FileMissing):
        can_do = (
            "Op deze laptop is geen reservekopie van dit bestand. Zoek het op een USB-stick of een andere "
            "laptop en open het daar."
        )
    actions = _actions(parent, path, copies, again=not unusable)
    card = ErrorCard(
        problem.title,
        str(problem),
        kept,
        can_do,
        [(words, icon) for words, icon, _ in actions],
        about=f"{path.name} · {path.parent}",
        details=f"{type(problem).__name__}: {problem}\n{path}\n{problem.__cause__ or ''}",
    )
    card.chosen.connect(lambda place: actions[place][2]())
    warning = place_warning(path)
    return ErrorPage(card, *([MessageBar("attention", warning)] if warning else []))


def open_copy(window: "Window", path: Path, copy: Backup) -> None:
    """Put a copy beside the school file and open that; nothing is overwritten."""
    target = path if path.parent.is_dir() else data_folder() / path.name
    with refusals_shown(window, "Deze kopie kan niet teruggezet worden"):
        window.open_file(put_back(copy, target))


def _actions(
    window: "Window", path: Path, copies: list[Backup], again: bool
) -> list[tuple[str, str, Callable[[], object]]]:
    """Words, icon and deed of each button, the safest first."""
    found: list[tuple[str, str, Callable[[], object]]] = []
    if copies:
        found.append(("Reservekopie openen", "shield", lambda: open_copy(window, path, copies[0])))
    if len(copies) > 1:
        found.append(("Andere kopie kiezen…", "", lambda: _choose_copy(window, path, copies)))
    if again:
        found.append(("Opnieuw proberen", "redo", lambda: window.open_file(path)))
    found.append(("Ander bestand openen…", "folder" if not found else "", window.choose_file))
    found.append(("Naar het begin", "", window.show_first_run))
    return found


def _choose_copy(window: "Window", path: Path, copies: list[Backup]) -> None:
    from lesobs.ui.opening_dialogs import ChooseCopyDialog

    if (copy := ChooseCopyDialog.ask(window, copies)) is not None:
        open_copy(window, path, copy)


def _make_known(parent: "Window", school: School) -> None:
    """Who works here: in the example somebody who has work waiting; otherwise it is asked once."""
    settings = parent.settings
    if settings.asked_for_me(school.path):
        return
    observers = school.people.observers()
    marieke = [person.id for person in observers if person.name == EXAMPLE_ME]
    if school.path.name == EXAMPLE_NAME and marieke:
        settings.set_me(school.path, marieke[0])
    elif observers and not choose_me(parent, school):
        settings.set_me(school.path, "")


def _example_day(today: date) -> date:
    """The day the example is made for: today in a school week, else a day on which much happens."""
    from lesobs.services.demo import EXAMPLE_DAY

    published = read_national_holidays((resources() / "schoolvakanties.csv").read_text("utf-8"))
    known = [one for one in published if Region.MIDDLE in one.regions]
    whole_years = {SchoolYear(one.year.start) for one in known if one.holiday.name == "zomervakantie"}
    monday = today - timedelta(days=today.weekday())
    week = [monday + timedelta(days=day) for day in range(5)]
    holidays = [one.holiday for one in known]
    in_class = any(is_school_day(day, holidays) for day in week)
    return today if SchoolYear.of(today) in whole_years and in_class else EXAMPLE_DAY


def _today_of_example(made_for: date | None, today: Today) -> Today:
    """The example stays as it was on the day it was made for, so that there is always work waiting."""
    if made_for is None or abs((today() - made_for).days) <= _DAYS_ALIVE:
        return today
    return lambda: made_for
