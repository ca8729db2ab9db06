"""Who does what: adding up what each holds without losing or doubling any."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from lesobs.domain.activity import ActivityStatus
from lesobs.domain.cycle import CycleFacts, Phase
from lesobs.domain.responsibility import Load, loads, percent


@dataclass(frozen=True)
class Activity:
    starts_on: date
    status: ActivityStatus
    overdue: bool
    owner_id: str | None
    phase: Phase = Phase.DO
    cycle_id: str | None = None


@dataclass(frozen=True)
class Cycle:
    closed_on: date | None
    owner_id: str | None
    deputy_id: str | None
    id: str = "cycle"

    @property
    def facts(self) -> CycleFacts:
        return CycleFacts(Phase.DO, "", True, None, (), "")


OWNERS = st.none() | st.sampled_from(("ada", "bo", "cy"))
ACTIVITIES = st.lists(
    st.builds(
        Activity,
        starts_on=st.dates(date(2026, 8, 1), date(2027, 7, 31)),
        status=st.sampled_from(ActivityStatus),
        overdue=st.booleans(),
        owner_id=OWNERS,
    ),
    max_size=30,
)
CYCLES = st.lists(
    st.builds(Cycle, closed_on=st.none() | st.just(date(2026, 11, 1)), owner_id=OWNERS, deputy_id=OWNERS),
    max_size=12,
)


@given(ACTIVITIES, CYCLES)
def test_all_open_work_is_counted_once_with_who_holds_it(
    activities: list[Activity], cycles: list[Cycle]
) -> None:
    found = loads(activities, cycles)
    opened = [one for one in activities if one.status.open]
    running = [one for one in cycles if one.closed_on is None]
    for owner in (None, "ada", "bo", "cy"):
        mine = found.get(owner, Load())
        assert mine.activities == sum(one.owner_id == owner for one in opened)
        assert mine.overdue == sum(one.owner_id == owner and one.overdue for one in opened)
        assert mine.cycles == sum(one.owner_id == owner for one in running)
        if owner is not None:
            assert mine.deputy_of == sum(one.deputy_id == owner for one in running)
        begins = Counter(one.starts_on.month for one in opened if one.owner_id == owner)
        most = max(begins.values(), default=0)
        assert (mine.busiest[1] if mine.busiest else 0) == (most if most > 1 else 0)
    whole = Load()
    for one in found.values():
        whole.add(one)
    assert whole.total == len(opened) + len(running)
    assert sum(whole.months.values()) == len(opened)


def test_the_first_of_two_months_alike_is_the_busiest() -> None:
    days = (date(2027, 3, 30), date(2027, 1, 4), date(2027, 3, 1), date(2027, 1, 29), date(2026, 12, 1))
    activities = [Activity(day, ActivityStatus.TODO, False, "ada") for day in days]
    assert loads(activities, [])["ada"].busiest == (date(2027, 1, 1), 2)


def test_a_part_of_nothing_is_no_part() -> None:
    assert [percent(1, 3), percent(2, 3), percent(0, 0), percent(5, 5)] == [33, 67, 0, 100]
