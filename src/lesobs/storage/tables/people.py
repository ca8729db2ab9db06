"""This file is the tables of the school and its people: sections, teachers, classes, observers."""

from datetime import date

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lesobs.domain.schoolyear import Region
from lesobs.domain.visit import ObserverRole
from lesobs.storage.tables.base import Record, reference


class School(Record):
    """The one row about the school itself."""

    __tablename__ = "school"

    name: Mapped[str]
    region: Mapped[Region]
    smallest_group: Mapped[int] = mapped_column(CheckConstraint("smallest_group >= 3", name="smallest"))
    retention_years: Mapped[int]


class Department(Record):
    __tablename__ = "department"

    name: Mapped[str] = mapped_column(unique=True)


class Cluster(Record):
    __tablename__ = "cluster"

    name: Mapped[str] = mapped_column(unique=True)


class Section(Record):
    __tablename__ = "section"

    name: Mapped[str] = mapped_column(unique=True)
    cluster_id: Mapped[str | None] = reference("cluster")


class Teacher(Record):
    __tablename__ = "teacher"

    code: Mapped[str] = mapped_column(unique=True)
    first_name: Mapped[str] = mapped_column(default="")
    prefix: Mapped[str] = mapped_column(default="")
    last_name: Mapped[str]
    left_on: Mapped[date | None]


class TeacherSection(Record):
    __tablename__ = "teacher_section"
    __table_args__ = (UniqueConstraint("teacher_id", "section_id"),)

    teacher_id: Mapped[str] = reference("teacher")
    section_id: Mapped[str] = reference("section")


class ClassGroup(Record):
    __tablename__ = "class_group"

    name: Mapped[str] = mapped_column(unique=True)
    year_level: Mapped[int | None]
    department_id: Mapped[str | None] = reference("department")
    pupils: Mapped[int | None]


class Person(Record):
    """Somebody who visits lessons (then `role` says how), owns activities and cycles, or both."""

    __tablename__ = "person"

    name: Mapped[str]
    function: Mapped[str] = mapped_column(default="")
    role: Mapped[ObserverRole | None]
    left_on: Mapped[date | None]
