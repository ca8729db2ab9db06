"""This file is what this laptop remembers: recent school files, who works here, the window, light or dark.

The window asks for its place before anything is painted, so only what Qt has loaded already is imported here.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QByteArray, QSettings

from lesobs.paths import config_folder

MOST_RECENT_FILES = 6


class RecentFile(NamedTuple):
    """A school file opened here before; `opened_at` is local time."""

    path: Path
    opened_at: datetime
    encrypted: bool


class Settings:
    """Settings of one user on one laptop, kept outside the school file."""

    def __init__(self) -> None:
        config_folder().mkdir(parents=True, exist_ok=True)
        self._store = QSettings(str(config_folder() / "lesobs.ini"), QSettings.Format.IniFormat)

    def recent_files(self) -> list[RecentFile]:
        """The newest first; files that are gone are left out."""
        found = []
        for place in range(self._store.beginReadArray("recent")):
            self._store.setArrayIndex(place)
            path = Path(str(self._store.value("path")))
            opened_at = datetime.fromisoformat(str(self._store.value("opened_at")))
            if path.is_file():
                found.append(RecentFile(path, opened_at, str(self._store.value("encrypted")) == "true"))
        self._store.endArray()
        return found

    def remember_file(self, path: Path, opened_at: datetime, encrypted: bool) -> None:
        """Put a file at the top of the recent files."""
        newest = RecentFile(path.resolve(), opened_at, encrypted)
        rest = [recent for recent in self.recent_files() if recent.path != newest.path]
        files = [newest, *rest][:MOST_RECENT_FILES]
        self._store.remove("recent")
        self._store.beginWriteArray("recent", len(files))
        for place, recent in enumerate(files):
            self._store.setArrayIndex(place)
            self._store.setValue("path", str(recent.path))
            self._store.setValue("opened_at", recent.opened_at.isoformat(timespec="seconds"))
            self._store.setValue("encrypted", "true" if recent.encrypted else "false")
        self._store.endArray()
        self._store.sync()

    def me(self, school_file: Path) -> str | None:
        """The id of the person who works with this file here."""
        value = self._store.value(f"me/{_key(school_file)}")
        return str(value) if value else None

    def asked_for_me(self, school_file: Path) -> bool:
        """Whether it was asked who works with this file here, also when that was left open."""
        return bool(self._store.contains(f"me/{_key(school_file)}"))

    def set_me(self, school_file: Path, person_id: str) -> None:
        """Remember who works with this file here; "" leaves it open."""
        self._store.setValue(f"me/{_key(school_file)}", person_id)
        self._store.sync()

    @property
    def example_day(self) -> date | None:
        """The day the example school was made for; None when there is none yet."""
        value = self._store.value("example_day")
        return date.fromisoformat(str(value)) if value else None

    @example_day.setter
    def example_day(self, day: date) -> None:
        self._store.setValue("example_day", day.isoformat())

    @property
    def dark(self) -> bool | None:
        """Light or dark as the user chose it; None follows the system."""
        return {"dark": True, "light": False}.get(str(self._store.value("look")))

    @dark.setter
    def dark(self, dark: bool | None) -> None:
        self._store.setValue("look", {True: "dark", False: "light", None: "system"}[dark])

    @property
    def touch(self) -> bool:
        """Whether lists are made for fingers while observing."""
        return str(self._store.value("touch")) == "true"

    @touch.setter
    def touch(self, touch: bool) -> None:
        self._store.setValue("touch", "true" if touch else "false")

    @property
    def step_on(self) -> bool:
        """Whether a score goes on to the next indicator by itself."""
        return str(self._store.value("step_on")) == "true"

    @step_on.setter
    def step_on(self, step_on: bool) -> None:
        self._store.setValue("step_on", "true" if step_on else "false")

    def unfinished(self, school_file: Path) -> tuple[str, str] | None:
        """The page that was shown, and the item on it, when the program stopped there without closing."""
        value = str(self._store.value(f"unfinished/{_key(school_file)}") or "")
        place, _, item = value.partition(" ")
        return (place, item) if item else None

    def set_unfinished(self, school_file: Path, place: str = "", item: str = "") -> None:
        """Remember what is to be gone back to when the program stops now; nothing when there is no item."""
        value = f"{place} {item}" if item else ""
        if str(self._store.value(f"unfinished/{_key(school_file)}") or "") != value:
            self._store.setValue(f"unfinished/{_key(school_file)}", value)
            self._store.sync()

    def pack_habits(self, school_file: Path) -> str:
        """What was chosen for the last discussion pack, as its dialog wrote it down; empty the first time."""
        return str(self._store.value(f"pack/{_key(school_file)}") or "")

    def set_pack_habits(self, school_file: Path, habits: str) -> None:
        self._store.setValue(f"pack/{_key(school_file)}", habits)
        self._store.sync()

    def plan_columns(self, headings: Sequence[str]) -> dict[str, str]:
        """What the columns of a year plan with these headings were the last time, by heading."""
        import json

        value = str(self._store.value(f"plan/{_same(headings)}") or "{}")
        return {str(heading): str(name) for heading, name in json.loads(value).items()}

    def remember_plan(self, headings: Sequence[str], columns: Mapping[str, str]) -> None:
        """Keep what the columns were, for the next plan with these headings."""
        import json

        self._store.setValue(f"plan/{_same(headings)}", json.dumps(dict(columns)))
        self._store.sync()

    @property
    def count_every(self) -> int | None:
        """How many minutes apart pupils on task were counted in the last visit; None: no reminder."""
        value = str(self._store.value("count_every"))
        return int(value) if value.isdigit() else None

    @count_every.setter
    def count_every(self, minutes: int | None) -> None:
        self._store.setValue("count_every", minutes or "")

    @property
    def window(self) -> QByteArray | None:
        """Size and place of the window, as Qt saves them."""
        value = self._store.value("window")
        return value if isinstance(value, QByteArray) else None

    @window.setter
    def window(self, geometry: QByteArray) -> None:
        self._store.setValue("window", geometry)


def _same(headings: Sequence[str]) -> str:
    """The same for the same headings, whatever their capitals."""
    from hashlib import sha256

    return sha256("\n".join(headings).casefold().encode()).hexdigest()[:24]


def _key(school_file: Path) -> str:
    return str(school_file.resolve()).replace("/", "|").replace("\\", "|")
