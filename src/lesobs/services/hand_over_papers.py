"""This file is what the list says with which somebody hands work over."""

from typing import TYPE_CHECKING

from lesobs.reports.hand_over import HandOverLine, HandOverReport
from lesobs.services.hand_over import Choices, Step

if TYPE_CHECKING:
    from lesobs.services.school import School


def hand_over_report(school: "School", person_id: str, choices: Choices) -> HandOverReport:
    """All that this person holds, with who takes over what as it was chosen so far."""
    hand_over = school.hand_overs.of(person_id)
    assert hand_over.person is not None
    return HandOverReport(
        school=school.settings().name,
        person=hand_over.person.name,
        function=hand_over.person.function,
        left_on=hand_over.person.left_on,
        lines=tuple(_line(step) for step in school.hand_overs.preview(hand_over, choices)),
        printed_on=school.today(),
    )


def _line(step: Step) -> HandOverLine:
    item = step.item
    return HandOverLine(
        kind=item.kind,
        title=item.title,
        about=item.about,
        state=item.state,
        next_on=item.next_on,
        history=item.history,
        heir=step.heir.name if step.heir is not None and step.goes else "",
        stays="kan alleen wie de les zag" if item.kind.is_personal else "",
    )
