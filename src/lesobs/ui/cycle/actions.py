"""This file is what can be done from a cycle elsewhere: its activities, visits to plan, and its paper."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from lesobs.domain.cycle import Phase
from lesobs.domain.picture import Grouping
from lesobs.domain.small_groups import WHOLE_SCHOOL
from lesobs.domain.visit import Purpose
from lesobs.services.calendar import ActivityDraft
from lesobs.services.cycles import Baseline
from lesobs.services.school import School
from lesobs.ui.calendar.activity_dialog import ActivityDialog, blank
from lesobs.ui.calendar.wording import one_line
from lesobs.ui.cycle.whole import Whole
from lesobs.ui.errors import refusals_shown
from lesobs.ui.page import Page, Place
from lesobs.ui.picture.cell_place import CellPlace

Do = Callable[[], object]


class CycleActions:
    """Refusals are shown over the page."""

    def __init__(self, page: Page, school: School, me: Callable[[], str | None]) -> None:
        self._page, self._school, self._me = page, school, me

    def add_activity(self, whole: Whole) -> None:
        """Something to do for this cycle."""
        phase = whole.line.phase if whole.line.phase is not Phase.PLAN else Phase.DO
        draft = replace(
            blank(self._school.today()),
            phase=phase,
            standard=whole.draft.standard,
            owner_id=whole.draft.owner_id,
            section_id=whole.draft.section_id,
            department_id=whole.draft.department_id,
            cycle_id=whole.line.id,
        )
        self.edit_activity(draft)

    def edit_activity(self, activity: ActivityDraft | str) -> None:
        """Change an activity by its id, or make one."""
        with refusals_shown(self._page):
            ActivityDialog.ask(self._page, self._school, activity)

    def plan_visits(self, whole: Whole) -> None:
        """Plan a visit that looks at what the cycle is about."""
        from lesobs.ui.visits.plan_dialog import PlanDialog
        from lesobs.ui.visits.plan_form import PlanForm

        plan = replace(
            PlanForm.empty_plan(self._school, self._me()),
            section_id=whole.draft.section_id or "",
            purpose=Purpose.PICTURE,
            focus_question=f"Cyclus {one_line(whole.line.title)}: zien we het nu in deze les?",
        )
        visit = PlanDialog.ask(self._page, self._school, plan, me=self._me())
        if visit is not None:
            self._page.go.emit(Place.VISITS, visit)

    def show_cell(self, whole: Whole, key: str) -> None:
        """Go to the picture of an indicator, or of the first, in the year its counts are from."""
        indicators = whole.line.indicators
        one = next((one for one in indicators if one.key == key), indicators[0])
        year, draft = whole.period_of(one)[-9:], whole.draft
        if whole.line.cluster:
            cell = CellPlace(year, one.key, whole.line.cluster, Grouping.CLUSTER)
        elif draft.section_id is None and draft.department_id is not None:
            cell = CellPlace(year, one.key, draft.department_id, Grouping.DEPARTMENT)
        else:
            cell = CellPlace(year, one.key, draft.section_id or WHOLE_SCHOOL)
        self._page.go.emit(Place.PICTURE, cell.item)

    def offer_baselines(
        self, whole: Whole, key: str, button: QWidget, attempt: Callable[[Do], object]
    ) -> None:
        """A menu of the counts the picture may tell now: of all indicators, and of the one chosen alone."""
        cycle, cycles = whole.line.id, self._school.cycles
        menu = QMenu(self._page)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        offers: dict[str, list[Baseline]] = {}
        for offer in self._school.cycle_looks.baselines(cycle):
            offers.setdefault(offer.period, []).append(offer)

        def add(words: str, taken: list[Baseline]) -> None:
            menu.addAction(words).triggered.connect(
                lambda: attempt(lambda: cycles.set_baseline(cycle, taken))
            )

        codes = {one.key: one.code or one.title for one in whole.line.indicators}
        if len(codes) > 1 and offers:
            menu.addSection("Alle indicatoren")
            for period, found in offers.items():
                told = ", ".join(
                    f"{codes[one.key]} {one.counts.high} van {one.counts.scored}" for one in found
                )
                add(f"{period} · {told}", found)
            menu.addSection(f"Alleen {codes.get(key, '')}")
        for found in offers.values():
            for one in found:
                if one.key == key or len(codes) == 1:
                    add(f"{one.counts.high} van {one.counts.scored} op 3 of 4 · {one.stands_on}", [one])
        if not offers:
            menu.addAction("Het beeld vertelt hier nog geen cijfers").setEnabled(False)
        menu.popup(button.mapToGlobal(QPoint(0, button.height() + 2)))

    def show_paper(self, whole: Whole) -> None:
        """Show the plan on one A4 as it comes from the printer."""
        from lesobs.ui.preview import Preview

        title = one_line(whole.line.title)
        name = "".join(sign for sign in title if sign.isalnum() or sign in " -")[:60].strip()
        Preview.show_paper(
            self._page,
            f"Verbeterplan {title}",
            f"Verbeterplan {name}.pdf",
            lambda path: self._school.papers.cycle(whole.line.id, path),
        )
