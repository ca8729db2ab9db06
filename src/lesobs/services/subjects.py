"""This file is the subjects of an open school: what a user can work on, one attribute each.

A subject is imported when it is first asked for. Else most of the time of a command, and of the time until
the first page is filled, would go to what is not used.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from lesobs.domain import dutch
from lesobs.services.undo import Undo

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from lesobs.services.agreement import Agreement
    from lesobs.services.backups import Backups
    from lesobs.services.calendar import Calendar
    from lesobs.services.calendar_choice import CalendarChoices
    from lesobs.services.checks import Checks
    from lesobs.services.counting import Counting
    from lesobs.services.cycle_looks import CycleLooks
    from lesobs.services.cycles import Cycles
    from lesobs.services.debriefs import Debriefs
    from lesobs.services.duos import Duos
    from lesobs.services.exchange import Exchange
    from lesobs.services.findings import Findings
    from lesobs.services.follow_up import FollowUps
    from lesobs.services.good_lessons import GoodLessons
    from lesobs.services.hand_over import HandOvers
    from lesobs.services.instrument_drafts import InstrumentDrafts
    from lesobs.services.instruments import Instruments
    from lesobs.services.observing import Observing
    from lesobs.services.people import People
    from lesobs.services.picture_details import PictureDetails
    from lesobs.services.picture_lessons import PictureLessons
    from lesobs.services.pictures import Pictures
    from lesobs.services.plan_reader import Plans
    from lesobs.services.responsibility import Responsibility
    from lesobs.services.rosters import Rosters
    from lesobs.services.rounds import Rounds
    from lesobs.services.series import Series
    from lesobs.services.signals import Signals
    from lesobs.services.standard_year import StandardYear
    from lesobs.services.start import Start
    from lesobs.services.versions import Versions
    from lesobs.services.visits import Visits
    from lesobs.services.year_turn import YearTurns
    from lesobs.storage.school_file import SchoolFile


class Subjects:
    """What a school consists of. `undo` alone is there from the start, since it remembers what is done."""

    def __init__(self, file: SchoolFile, today: Callable[[], date]) -> None:
        self._file = file
        self.today = today
        self.undo = Undo(file)

    @cached_property
    def instruments(self) -> Instruments:
        from lesobs.services.instruments import Instruments

        return Instruments(self._file, self.today)

    @cached_property
    def instrument_drafts(self) -> InstrumentDrafts:
        from lesobs.services.instrument_drafts import InstrumentDrafts

        return InstrumentDrafts(self._file, self.instruments, self.today)

    @cached_property
    def people(self) -> People:
        from lesobs.services.people import People

        return People(self._file)

    @cached_property
    def rosters(self) -> Rosters:
        from lesobs.services.rosters import Rosters

        return Rosters(self._file)

    @cached_property
    def visits(self) -> Visits:
        from lesobs.services.visits import Visits

        return Visits(self._file, self.instruments)

    @cached_property
    def observing(self) -> Observing:
        from lesobs.services.observing import Observing

        return Observing(self._file, self.instruments)

    @cached_property
    def counting(self) -> Counting:
        from lesobs.services.counting import Counting

        return Counting(self._file)

    @cached_property
    def debriefs(self) -> Debriefs:
        from lesobs.services.debriefs import Debriefs

        return Debriefs(self._file, self.instruments)

    @cached_property
    def versions(self) -> Versions:
        from lesobs.services.versions import Versions

        return Versions(self._file, self.instruments)

    @cached_property
    def duos(self) -> Duos:
        from lesobs.services.duos import Duos

        return Duos(self._file, self.visits)

    @cached_property
    def agreement(self) -> Agreement:
        from lesobs.services.agreement import Agreement

        return Agreement(self._file, self.instruments, self.today)

    @cached_property
    def rounds(self) -> Rounds:
        from lesobs.services.rounds import Rounds

        return Rounds(self._file, self.people, self.visits, self.instruments, self.calendar, self.today)

    @cached_property
    def pictures(self) -> Pictures:
        from lesobs.services.pictures import Pictures

        return Pictures(self._file, self._picture_lessons)

    @cached_property
    def picture_details(self) -> PictureDetails:
        from lesobs.services.picture_details import PictureDetails

        return PictureDetails(self._file, self._picture_lessons)

    @cached_property
    def _picture_lessons(self) -> PictureLessons:
        from lesobs.services.picture_lessons import PictureLessons

        return PictureLessons(self._file)

    @cached_property
    def good_lessons(self) -> GoodLessons:
        from lesobs.services.good_lessons import GoodLessons

        return GoodLessons(self._file, self.today)

    @cached_property
    def findings(self) -> Findings:
        from lesobs.services.findings import Findings

        return Findings(self._file, self.cycles, self.today)

    @cached_property
    def follow_ups(self) -> FollowUps:
        from lesobs.services.follow_up import FollowUps

        return FollowUps(self.calendar, self.cycles, self.picture_details, self.today)

    @cached_property
    def cycles(self) -> Cycles:
        from lesobs.services.cycles import Cycles

        return Cycles(self._file, self.calendar, self.today)

    @cached_property
    def cycle_looks(self) -> CycleLooks:
        from lesobs.services.cycle_looks import CycleLooks

        return CycleLooks(self._file, self.cycles, self.calendar, self.picture_details, self.today)

    @cached_property
    def calendar(self) -> Calendar:
        from lesobs.services.calendar import Calendar

        return Calendar(self._file, self.today)

    @cached_property
    def choices(self) -> CalendarChoices:
        from lesobs.services.calendar_choice import CalendarChoices

        return CalendarChoices(self._file, self.calendar, self.people)

    @cached_property
    def series(self) -> Series:
        from lesobs.services.series import Series

        return Series(self._file, self.calendar)

    @cached_property
    def plans(self) -> Plans:
        from lesobs.services.plan_reader import Plans

        return Plans(self._file)

    @cached_property
    def standard_year(self) -> StandardYear:
        from lesobs.services.standard_year import StandardYear

        return StandardYear(self._file, self.calendar, self.today)

    @cached_property
    def year_turns(self) -> YearTurns:
        from lesobs.services.year_turn import YearTurns

        return YearTurns(self._file, self.calendar, self.cycles, self.today)

    @cached_property
    def responsibility(self) -> Responsibility:
        from lesobs.services.responsibility import Responsibility

        return Responsibility(self.people, self.calendar, self.cycles, self.today)

    @cached_property
    def hand_overs(self) -> HandOvers:
        from lesobs.services.hand_over import HandOvers

        return HandOvers(self._file, self.people, self.debriefs, self.rounds, self.today)

    @cached_property
    def signals(self) -> Signals:
        from lesobs.services.signals import Signals

        return Signals(self._file, self.people, self.visits, self.calendar, self.cycles, self.today)

    @cached_property
    def start(self) -> Start:
        from lesobs.services.start import Start

        return Start(self.people, self.visits, self.calendar, self.cycles, self.signals, self.today)

    @cached_property
    def exchange(self) -> Exchange:
        from lesobs.services.exchange import Exchange

        return Exchange(self._file, self.calendar, self.choices, self.cycles, self.today)

    @cached_property
    def checks(self) -> Checks:
        from lesobs.services.checks import Checks

        return Checks(self._file, self.cycles)

    @cached_property
    def backups(self) -> Backups:
        from lesobs.services.backups import Backups

        return Backups(self._file, dutch.now)
