"""This file is the visits of the example school that were opened again after they were settled."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from lesobs.services.demo.days import SchoolDays, moment
from lesobs.services.demo.texts import Texts
from lesobs.services.visit_rows import keep_version
from lesobs.storage import tables as t

REOPENED_AFTER = 3
"""School days."""
REOPENED_AT, SETTLED_AT = time(15, 10), time(15, 30)
LONG_SETTLED = timedelta(days=30)
"""A visit that was settled so long ago had the time to be opened again."""
CAN_BE_LOWER = (3, 4)


class Reopening:
    """Opens settled visits again and settles them as they are; their first version was a little different."""

    def __init__(self, session: Session, days: SchoolDays, texts: Texts, rng: Random) -> None:
        self._session, self._days, self._rng = session, days, rng
        self._reasons: dict[str, str] = texts.talks["reopened"]
        self._reactions: list[str] = texts.talks["any"]["reaction"]

    def reopen(self, visit_ids: Sequence[str]) -> None:
        """One visit for a reaction that came late, and one for a slip, as far as there are so many."""
        chosen = self._rng.sample(visit_ids, min(2, len(visit_ids)))
        for visit_id, again in zip(chosen, (self._for_a_reaction, self._for_a_slip), strict=False):
            again(self._session.get_one(t.Visit, visit_id))

    def _for_a_reaction(self, visit: t.Visit) -> None:
        talk = self._session.scalars(select(t.Debrief).where(t.Debrief.visit_id == visit.id)).one()
        reaction = talk.reaction or self._rng.choice(self._reactions)
        talk.reaction = ""
        talk.updated_at = self._settle_again(visit, self._reasons["reaction"])
        talk.reaction = reaction

    def _for_a_slip(self, visit: t.Visit) -> None:
        query = (
            select(t.Rating, t.Indicator.title)
            .join(t.Indicator, t.Indicator.id == t.Rating.indicator_id)
            .where(t.Rating.visit_id == visit.id, t.Rating.level.in_(CAN_BE_LOWER))
            .order_by(t.Indicator.code)
            .limit(1)
        )
        for rating, title in self._session.execute(query):
            level = rating.level or 0
            reason = self._reasons["level"].format(title=title, low=level - 1, high=level)
            rating.level = level - 1
            rating.updated_at = self._settle_again(visit, reason)
            rating.level = level

    def _settle_again(self, visit: t.Visit, reason: str) -> datetime:
        """Keep what the session holds now as the first version; gives when the second was settled."""
        day = self._days.after(visit.updated_at.date(), REOPENED_AFTER)
        with self._session.no_autoflush:
            keep_version(self._session, visit, reason)
        kept = self._session.scalars(select(t.VisitVersion).where(t.VisitVersion.visit_id == visit.id)).one()
        kept.created_at = kept.updated_at = moment(day, REOPENED_AT)
        visit.version, visit.reopen_reason = visit.version + 1, reason
        visit.updated_at = moment(day, SETTLED_AT)
        return visit.updated_at
