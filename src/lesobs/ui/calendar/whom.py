"""This file is the choice whom a cycle is about: the whole school, a cluster or a section, in one list."""

from typing import cast

from PySide6.QtCore import Qt

from lesobs.services.cycles import CycleDraft, CycleField
from lesobs.services.school import School
from lesobs.ui.widgets.fields import ComboBox

Whom = tuple[CycleField, str] | None
"""Which field of a cycle names the group, and its id; None for the whole school."""


class WhomBox(ComboBox):
    """From wide to narrow; without clusters it is a list of sections."""

    def __init__(self) -> None:
        super().__init__("Sectie")
        self.label = "Se&ctie"
        """What stands before it, once it was said what there is to choose from."""
        self.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)

    def offer(self, school: School, draft: CycleDraft) -> None:
        """The groups of the school, and the cluster of this cycle also when it has no sections any more."""
        clusters = school.people.clusters(also=draft.cluster_id)
        choices: list[tuple[str, Whom]] = [("hele school", None)]
        choices += [(f"cluster {one.name}", ("cluster_id", one.id)) for one in clusters]
        choices += [(one.name, ("section_id", one.id)) for one in school.people.sections()]
        self.set_choices(choices)
        self.setAccessibleName("Sectie of cluster" if clusters else "Sectie")
        self.label = "Se&ctie of cluster" if clusters else "Se&ctie"
        for row, cluster in enumerate(clusters, start=1):
            self.setItemData(row, ", ".join(cluster.sections), Qt.ItemDataRole.ToolTipRole)

    @property
    def whom(self) -> Whom:
        return cast(Whom, self.value())

    def chosen(self, field: CycleField) -> str | None:
        """The id that is chosen for this field of a cycle."""
        return self.whom[1] if self.whom is not None and self.whom[0] == field else None


def whom(draft: CycleDraft) -> Whom:
    """Whom a cycle is about."""
    if draft.cluster_id is not None:
        return "cluster_id", draft.cluster_id
    return ("section_id", draft.section_id) if draft.section_id is not None else None
