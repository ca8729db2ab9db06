"""This file is what stands in section pages and discussion packs: rows of a picture, as a report."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from lesobs.domain import dutch
from lesobs.domain.errors import RuleBroken
from lesobs.domain.narrowing import Split
from lesobs.domain.picture import Picture, PictureFilter, PictureRow
from lesobs.reports.section import GoodLessonCard, SectionReport
from lesobs.services.good_lessons import GoodLessonLine
from lesobs.services.papers import PackChoice

if TYPE_CHECKING:
    from lesobs.services.school import School


def pack_report(school: "School", choice: PackChoice) -> SectionReport:
    """The whole school first, then the groups. Raises RuleBroken when none was chosen."""
    picture = school.pictures.ask(choice.question)
    rows = [
        row
        for row in (picture.total, *picture.rows)
        if choice.groups is None or row.group.key in choice.groups
    ]
    if not rows:
        raise RuleBroken("Kies minstens één sectie, of de hele school.")
    return section_report(school, choice.question, picture, rows)


def rows_named(picture: Picture, names: Sequence[str]) -> list[PictureRow]:
    """The rows with these names, whatever their capitals. Raises RuleBroken with the names there are."""
    rows = [picture.row(name) for name in names]
    for name, row in zip(names, rows, strict=True):
        if row is None:
            known = dutch.listed(one.group.name for one in (*picture.rows, picture.total))
            raise RuleBroken(f"‘{name}’ heeft geen lessen in {picture.year}. Wel te kiezen: {known}.")
    return [row for row in rows if row is not None]


def section_report(
    school: "School", question: PictureFilter, picture: Picture, rows: Sequence[PictureRow]
) -> SectionReport:
    """Pages for these rows of a picture."""
    return SectionReport(
        school=school.settings().name,
        picture=picture,
        rows=tuple(rows),
        printed_on=school.today(),
        rounds=_rounds(school, question),
        rows_are=question.rows,
        good_lessons=_good_lessons(school, picture, rows),
    )


def _rounds(school: "School", question: PictureFilter) -> str:
    """The rounds that have begun; nothing when the picture itself says which are counted."""
    if {Split.ROUND, Split.MONTH} & question.wanted.keys() or len(question.years) > 1:
        return ""
    begun = (line for line in school.calendar.rounds(question.years[0]) if line.starts_on <= school.today())
    return dutch.listed(line.title.lower() for line in begun)


def _good_lessons(
    school: "School", picture: Picture, rows: Sequence[PictureRow]
) -> Mapping[str, tuple[GoodLessonCard, ...]]:
    """For each row the approved lines that are its own, and then those of no section."""
    lines = [line for line in school.good_lessons.all() if line.approved_on is not None]
    if not lines:
        return {}
    clusters = {line.id: line.cluster for line in school.people.sections()}

    def may_show(line: GoodLessonLine, row: PictureRow) -> bool:
        own = (line.section_id, clusters.get(line.section_id or ""))
        return line.section_id is None or row == picture.total or row.group.key in own

    return {
        row.group.key: tuple(
            GoodLessonCard(line.indicator_key, line.text)
            for line in sorted(lines, key=lambda line: line.section_id is None)
            if may_show(line, row)
        )
        for row in rows
        if not row.hidden
    }
