"""The agenda is read back by two other parsers, and a newer one changes what an older one brought."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar as ICalendar
from sqlalchemy import update

from lesobs.domain.activity import ActivityStatus
from lesobs.domain.cycle import Phase
from lesobs.domain.errors import RuleBroken
from lesobs.services.calendar import ActivityDraft
from lesobs.services.ics import AgendaItem, Moments, to_ics
from lesobs.services.people import PersonDraft
from lesobs.services.school import School
from lesobs.storage import tables as t

NOW = datetime(2026, 11, 23, 9, 42, tzinfo=UTC)
HOSTILE = (
    "Komma, puntkomma; dubbele punt: \\n en \\; met achterstevoren \\",
    'Feest 🎉👩🏽‍🏫 en ‘aanhalingstekens’ “dubbel” "recht"',
    "lang " * 59 + "einde",
    "🎓" * 300,
    "ﷺ عربى – Łukasz Đặng",
    "BEGIN:VEVENT",
    "=2+2",
)


def item(title: str, description: str = "", **changes: Any) -> AgendaItem:
    day = date(2026, 11, 30)
    return AgendaItem("abc", title, day, day, Moments(NOW, NOW, 0), description, **changes)


def second_reader(data: bytes) -> list[Any]:
    """The events as vobject has them, which has read every rule of the format strictly."""
    calendar = vobject.readOne(data.decode("utf-8"), validate=True)
    return list(getattr(calendar, "vevent_list", []))


def events(path: Path) -> dict[str, Any]:
    """The events of a file by their titles."""
    return {one.summary.value: one for one in second_reader(path.read_bytes())}


@pytest.mark.parametrize("title", HOSTILE)
def test_a_title_comes_back_as_it_was(title: str) -> None:
    data = to_ics("Kalender", [item(title, f"{title}\nregel, twee; \r\n\n{title}")])
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    data.decode("utf-8")
    (event,) = second_reader(data)
    (other,) = ICalendar.from_ical(data).events
    assert event.summary.value == str(other["SUMMARY"]) == title
    said = f"{title}\nregel, twee; \n\n{title}"
    assert event.description.value == str(other["DESCRIPTION"]) == said


@given(st.text(min_size=1, max_size=300), st.text(max_size=400))
def test_two_readers_agree_on_any_text(title: str, description: str) -> None:
    data = to_ics("Kalender", [item(title, description)])
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    (event,) = second_reader(data)
    (other,) = ICalendar.from_ical(data).events
    assert event.summary.value == str(other["SUMMARY"])
    assert len(other["SUMMARY"]) >= len(title.replace("\r\n", "\n"))


@pytest.mark.parametrize(
    ("first", "days"), [(date(2028, 2, 29), 1), (date(2028, 2, 28), 2), (date(2026, 12, 31), 3)]
)
def test_the_end_is_the_day_after_the_last(first: date, days: int) -> None:
    last = first + timedelta(days=days - 1)
    one = AgendaItem("abc", "Toets", first, last, Moments(NOW, NOW, 0))
    (event,) = second_reader(to_ics("Kalender", [one]))
    assert (event.dtstart.value, event.dtend.value) == (first, last + timedelta(days=1))
    assert type(event.dtstart.value) is date, "a whole day has no clock"


@pytest.fixture
def busy(school: School) -> Iterator[tuple[School, str, str]]:
    """A school with Joke and Ruud."""
    joke = school.people.save_person(PersonDraft("Joke Veldhuizen", "rector"))
    ruud = school.people.save_person(PersonDraft("Ruud Hofstede", "kwaliteitscoördinator"))
    yield school, joke, ruud


def plan(school: School, title: str, owner: str | None, standard: str = "OP3") -> str:
    day = date(2026, 11, 30)
    return school.calendar.save(ActivityDraft(title, Phase.DO, standard, day, day, owner_id=owner))


def last_week(school: School) -> None:
    """All that was done so far was done a week ago."""
    with school._file.transaction("Vroeger", record=False) as session:
        session.execute(update(t.Change).values(at=datetime.now(UTC) - timedelta(days=7)))


def test_a_newer_agenda_changes_and_cancels_but_never_doubles(
    busy: tuple[School, str, str], tmp_path: Path
) -> None:
    school, joke, _ = busy
    moved, dropped, removed = (plan(school, title, joke) for title in ("Schuift", "Vervalt", "Weg"))
    school.exchange.export_calendar(tmp_path / "oud.ics")
    last_week(school)
    school.calendar.shift(moved, date(2026, 12, 1), date(2026, 12, 4))
    school.calendar.set_status(dropped, ActivityStatus.DROPPED)
    school.calendar.remove(removed)
    never = plan(school, "Vergissing", joke)
    school.calendar.remove(never)
    school.exchange.export_calendar(tmp_path / "nieuw.ics")
    old, new = events(tmp_path / "oud.ics"), events(tmp_path / "nieuw.ics")
    assert {name: one.uid.value for name, one in old.items()} == {
        name: one.uid.value for name, one in new.items()
    }, "what was made and thrown away the same day was in no agenda"
    states = {name: one.status.value for name, one in new.items()}
    assert states == {"Schuift": "CONFIRMED", "Vervalt": "CANCELLED", "Weg": "CANCELLED"}
    for name in new:
        assert int(new[name].sequence.value) > int(old[name].sequence.value)
        assert new[name].last_modified.value >= old[name].last_modified.value
    assert new["Schuift"].dtend.value == date(2026, 12, 5)
    assert removed in new["Weg"].uid.value


def test_what_was_brought_back_is_in_the_agenda_again(busy: tuple[School, str, str], tmp_path: Path) -> None:
    school, joke, _ = busy
    kept = plan(school, "Blijft toch", joke)
    last_week(school)
    school.calendar.remove(kept)
    school.undo.undo()
    for name in ("alles.ics", "joke.ics"):
        choice = school.choices.choose(owner="joke veldhuizen") if name == "joke.ics" else None
        school.exchange.export_calendar(tmp_path / name, choice)
        assert {n: e.status.value for n, e in events(tmp_path / name).items()} == {"Blijft toch": "CONFIRMED"}


def test_the_agenda_of_one_person(busy: tuple[School, str, str], tmp_path: Path) -> None:
    school, joke, ruud = busy
    mine, passed, other = plan(school, "Van Joke", joke), plan(school, "Ging over", joke), "Van Ruud"
    plan(school, other, ruud)
    plan(school, "Andere standaard", joke, "OP2")
    last_week(school)
    draft = school.calendar.draft(passed)
    school.calendar.save(ActivityDraft(**{**_fields(draft), "owner_id": ruud}))
    choice = school.choices.choose(owner="rector", standard="op3")
    assert (choice.words, choice.owner_id) == ("Joke Veldhuizen, OP3", joke)
    assert [line.id for line in choice.lines] == [mine]
    school.exchange.export_calendar(tmp_path / "joke.ics", choice)
    found = events(tmp_path / "joke.ics")
    assert {name: one.status.value for name, one in found.items()} == {
        "Van Joke": "CONFIRMED",
        "Ging over": "CANCELLED",
    }, "another standard is still hers, and is not cancelled"
    calendar = vobject.readOne((tmp_path / "joke.ics").read_text("utf-8"))
    assert calendar.x_wr_calname.value == "Kwaliteitskalender Hazelkamp College · Joke Veldhuizen, OP3"


def test_planned_visits_go_along_when_asked(planned: tuple[School, str], tmp_path: Path) -> None:
    school, visit = planned
    marieke = school.people.persons()[0]
    school.exchange.export_calendar(tmp_path / "a.ics", visits_of=marieke.id)
    (event,) = events(tmp_path / "a.ics").values()
    assert event.summary.value == "Lesbezoek Minh Đặng, 3H2, 3e uur"
    assert (event.uid.value, event.dtstart.value) == (f"{visit}@lesobs", date(2026, 11, 19))
    school.exchange.export_calendar(tmp_path / "b.ics")
    assert events(tmp_path / "b.ics") == {}
    last_week(school)
    school.visits.remove(visit)
    school.exchange.export_calendar(tmp_path / "c.ics", visits_of=marieke.id)
    (event,) = events(tmp_path / "c.ics").values()
    assert (event.status.value, event.summary.value) == ("CANCELLED", "Lesbezoek")


def test_a_name_that_is_not_there_is_refused_with_those_that_are(busy: tuple[School, str, str]) -> None:
    school, *_ = busy
    with pytest.raises(RuleBroken, match=r"geen persoon ‘Piet’\. Kies uit: Joke Veldhuizen en Ruud Hofstede"):
        school.choices.choose(owner="Piet")
    with pytest.raises(RuleBroken, match=r"geen standaard ‘OP9’\. Kies uit: OP0, OP1"):
        school.choices.choose(standard="OP9")
    with pytest.raises(RuleBroken, match="geen sectie ‘Latijn’"):
        school.choices.choose(section="Latijn")


def _fields(draft: ActivityDraft) -> dict[str, Any]:
    return {name: getattr(draft, name) for name in ActivityDraft.__slots__}
