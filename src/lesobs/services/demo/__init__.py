"""This file is the example school: invented, the same for the same numbers, and a place to see everything."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from lesobs.domain.errors import RuleBroken
from lesobs.domain.picture import USUAL_GROUP
from lesobs.domain.schoolyear import Holiday, Region, SchoolYear
from lesobs.domain.visit import VisitState
from lesobs.services.calendar import add_published_holidays
from lesobs.services.demo.afterwards import Afterwards
from lesobs.services.demo.calendar import Counts, YearPlan
from lesobs.services.demo.counts import Counting
from lesobs.services.demo.days import SchoolDays, moment
from lesobs.services.demo.duos import Duos
from lesobs.services.demo.instruments import Kijkwijzer, store_kijkwijzers
from lesobs.services.demo.own_indicator import OwnIndicator
from lesobs.services.demo.people import Staff, hire
from lesobs.services.demo.reopening import LONG_SETTLED, Reopening
from lesobs.services.demo.rows import Rows
from lesobs.services.demo.scores import Observing
from lesobs.services.demo.talks import Talk, Talks
from lesobs.services.demo.texts import Texts
from lesobs.services.demo.visits import Lesson, Timetable
from lesobs.services.demo.writing import Writing
from lesobs.services.files import make_folder
from lesobs.services.school import USUAL_RETENTION_YEARS
from lesobs.storage import tables as t
from lesobs.storage.school_file import SchoolFile

EXAMPLE_DAY = date(2026, 11, 23)
"""The day on which the example school shows most."""

Progress = Callable[[int, int], None]
"""Hears how many visits are done, of how many."""

MOST_YEARS = 10
FEWEST_TEACHERS, MOST_TEACHERS = 10, 500
FEWEST_VISITS, USUAL_VISITS_PER_TEACHER, MOST_VISITS_PER_TEACHER = 20, 2, 120
FIRST_DAY, LAST_DAY = date(2010, 8, 1), date(2100, 7, 31)
DETAILED_PER_YEAR = 500
VISITS_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Numbers:
    """What makes one example school differ from another; `visits` are per year, two observers in one lesson
    count as one."""

    years: int
    teachers: int
    visits: int
    seed: int
    on: date

    @property
    def school_years(self) -> list[SchoolYear]:
        """The oldest first; the last one is the present."""
        last = SchoolYear.of(self.on).start
        return [SchoolYear(start) for start in range(last - self.years + 1, last + 1)]

    def require(self) -> None:
        """Raises RuleBroken for a school that can't be made."""
        most = self.teachers * MOST_VISITS_PER_TEACHER
        if not 1 <= self.years <= MOST_YEARS:
            raise RuleBroken(f"Een voorbeeldschool heeft 1 tot en met {MOST_YEARS} schooljaren.")
        if not FEWEST_TEACHERS <= self.teachers <= MOST_TEACHERS:
            raise RuleBroken(
                f"Een voorbeeldschool heeft {FEWEST_TEACHERS} tot en met {MOST_TEACHERS} docenten."
            )
        if not FEWEST_VISITS <= self.visits <= most:
            raise RuleBroken(
                f"Bij {self.teachers} docenten passen {FEWEST_VISITS} tot en met {most} bezoeken in een jaar."
            )
        if not FIRST_DAY <= self.on <= LAST_DAY:
            raise RuleBroken("Kies voor de voorbeeldschool een dag tussen 1 augustus 2010 en 31 juli 2100.")


def make_demo(
    path: Path,
    *,
    years: int = 2,
    teachers: int = 60,
    seed: int = 1,
    on: date = EXAMPLE_DAY,
    passphrase: str | None = None,
    visits_per_year: int | None = None,
    progress: Progress | None = None,
) -> None:
    """Make a school file as it could look on the day `on`: lessons before it were seen, others are planned.

    The same numbers give the same rows, with the same ids and moments. `visits_per_year` is two for each
    teacher unless said; the second half of a duo-visit comes on top. From the 501st of a year on, visits have
    scores and a talk but no notes. When `progress` raises, nothing stays behind. Raises RuleBroken for
    numbers that don't work and for a path that is taken.
    """
    usual = max(FEWEST_VISITS, teachers * USUAL_VISITS_PER_TEACHER)
    numbers = Numbers(years, teachers, usual if visits_per_year is None else visits_per_year, seed, on)
    numbers.require()
    make_folder(path.parent)
    file = SchoolFile.create(path, passphrase or None)
    try:
        with (
            t.made_up(_ids(seed), moment(on, time(7, 30))),
            file.transaction("Voorbeeldschool", record=False) as session,
        ):
            _fill(session, numbers, progress)
    except BaseException:
        file.close()
        path.unlink(missing_ok=True)
        raise
    file.close()


def _ids(seed: int) -> Callable[[], str]:
    """Identities that look like any other (UUID, version 4), and come again with the same seed."""
    bits = Random(f"{seed} ids").getrandbits

    def new_id() -> str:
        text = f"{bits(128):032x}"
        return f"{text[:8]}-{text[8:12]}-4{text[13:16]}-a{text[17:20]}-{text[20:]}"

    return new_id


def _fill(session: Session, numbers: Numbers, progress: Progress | None) -> None:
    """Every subject has a source of chance of its own, so that a change in one leaves the others alone."""
    years, texts, rows, counts = numbers.school_years, Texts(), Rows(session), Counts()
    holidays = _begin(session, texts, years)
    days = SchoolDays(holidays, years[0].first_day, years[-1].next.last_day)
    kijkwijzers = store_kijkwijzers(session)
    staff = hire(rows, texts, Random(f"{numbers.seed} people"), numbers.teachers)
    rows.write()
    visiting = _Visiting(numbers, texts, rows, kijkwijzers, staff, days, counts)
    done, total = 0, numbers.visits * len(years)
    for year in years:
        for _ in visiting.write(year):
            done += 1
            if done % VISITS_AT_ONCE == 0 or done == total:
                rows.write()
                if progress is not None:
                    progress(done, total)
    reopening = Reopening(session, days, texts, Random(f"{numbers.seed} reopening"))
    reopening.reopen(visiting.long_settled)
    YearPlan(session, rows, staff, days, texts, numbers.on).write(years, counts)


class _Visiting:
    """Everything that happens in the lessons of the school, year after year."""

    def __init__(
        self, numbers: Numbers, texts: Texts, rows: Rows, kijkwijzers: dict[str, Kijkwijzer], staff: Staff,
        days: SchoolDays, counts: Counts,
    ) -> None:  # fmt: skip
        self._numbers, self._counts, seed, on = numbers, counts, numbers.seed, numbers.on
        ids = {item.key: item.id for item in kijkwijzers["volledig"].items}
        self._timetable = Timetable(Random(f"{seed} visits"), staff, days, texts, on)
        self._observing = Observing(Random(f"{seed} scores"), texts, kijkwijzers, staff.teachers)
        self._second = Observing(Random(f"{seed} second observers"), texts, kijkwijzers, staff.teachers)
        self._talks = Talks(Random(f"{seed} talks"), staff, days, texts, on, ids)
        self._duos = Duos(Random(f"{seed} duos"), staff)
        self._own = OwnIndicator(Random(f"{seed} own indicator"), texts, kijkwijzers)
        self._counting = Counting(Random(f"{seed} counts"))
        self._afterwards = Afterwards(Random(f"{seed} afterwards"))
        self._writing = Writing(rows, kijkwijzers)
        self.long_settled: list[str] = []
        """The full visits by one observer that could have been opened again, by id."""

    def write(self, year: SchoolYear) -> Iterator[None]:
        """Writes the visits of one school year, lesson by lesson."""
        lessons = self._own.chosen(self._timetable.lessons(year, self._numbers.visits))
        halves = self._duos.second_halves(lessons)
        for number, lesson in enumerate(lessons):
            self._write(lesson, halves.get(number), detailed=number < DETAILED_PER_YEAR)
            yield

    def _write(self, lesson: Lesson, half: Lesson | None, *, detailed: bool) -> None:
        begun, visited = lesson.state is not VisitState.PLANNED, lesson.state is VisitState.VISITED
        seen = self._observing.see(lesson, detailed=detailed) if begun else None
        talk = self._talks.hold(lesson, seen) if seen and visited else None
        if seen and detailed:
            self._counting.count(lesson, seen)
        if seen and talk:
            if detailed:
                self._afterwards.add(lesson, seen, talk)
            if lesson.own:
                self._own.see(lesson, seen)
            self._counts.add(lesson, seen)
        visit_id = self._writing.write(lesson, seen, talk)
        if half is not None:
            again = seen if seen and half.state is VisitState.VISITED else None
            too = self._second.see_too(half, again, detailed=detailed) if again else None
            self._writing.write(half, too, talk if too else None, duo_of=visit_id)
        elif detailed and talk and self._is_long_settled(lesson, talk):
            self.long_settled.append(visit_id)

    def _is_long_settled(self, lesson: Lesson, talk: Talk) -> bool:
        ago = self._numbers.on - talk.changed_on
        return lesson.kind == "volledig" and talk.state is VisitState.SETTLED and ago >= LONG_SETTLED


def _begin(session: Session, texts: Texts, years: list[SchoolYear]) -> list[Holiday]:
    """The school itself and its holidays, which it has confirmed up to and including the present year."""
    session.add(
        t.School(
            name=texts.people["school"],
            region=Region.MIDDLE,
            smallest_group=USUAL_GROUP,
            retention_years=USUAL_RETENTION_YEARS,
        )
    )
    add_published_holidays(session, Region.MIDDLE)
    session.flush()
    periods = session.scalars(select(t.FreePeriod).order_by(t.FreePeriod.starts_on)).all()
    for period in periods:
        period.to_confirm = period.to_confirm and period.starts_on > years[-1].last_day
    session.flush()
    return [Holiday(period.name, period.starts_on, period.ends_on) for period in periods]
