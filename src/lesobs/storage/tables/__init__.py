"""This package is the schema of a school file: one class per table, the bare noun, singular."""

from lesobs.storage.tables.base import Base, Record, made_up, new_id, now
from lesobs.storage.tables.history import Change, Tombstone
from lesobs.storage.tables.instruments import (
    Anchor,
    Indicator,
    Instrument,
    InstrumentDraft,
    InstrumentItem,
    LookFor,
)
from lesobs.storage.tables.people import (
    ClassGroup,
    Cluster,
    Department,
    Person,
    School,
    Section,
    Teacher,
    TeacherSection,
)
from lesobs.storage.tables.quality import Activity, Cycle, Finding, FreePeriod, GoodLesson, IndicatorNote
from lesobs.storage.tables.visits import (
    Debrief,
    Note,
    Rating,
    Round,
    SeenLookFor,
    TaskCount,
    TeacherRating,
    Visit,
    VisitVersion,
)

__all__ = [
    "Activity",
    "Anchor",
    "Base",
    "Change",
    "ClassGroup",
    "Cluster",
    "Cycle",
    "Debrief",
    "Department",
    "Finding",
    "FreePeriod",
    "GoodLesson",
    "Indicator",
    "IndicatorNote",
    "Instrument",
    "InstrumentDraft",
    "InstrumentItem",
    "LookFor",
    "Note",
    "Person",
    "Rating",
    "Record",
    "Round",
    "School",
    "Section",
    "SeenLookFor",
    "TaskCount",
    "Teacher",
    "TeacherRating",
    "TeacherSection",
    "Tombstone",
    "Visit",
    "VisitVersion",
    "made_up",
    "new_id",
    "now",
]
