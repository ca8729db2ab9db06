"""The view of findings, by keyboard: from the list to the words, to what follows, and back to the picture."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from tests.ui.talk.conftest import shown

from lesobs.domain.errors import RuleBroken
from lesobs.domain.finding import FindingKind, FindingState
from lesobs.domain.picture import Grouping, PictureFilter
from lesobs.domain.schoolyear import SchoolYear
from lesobs.domain.texts import LONGEST_TEXT
from lesobs.services.findings import FindingLine
from lesobs.services.school import School
from lesobs.ui.calendar.activity_dialog import ActivityDialog
from lesobs.ui.calendar.cycle_dialog import CycleDialog
from lesobs.ui.page import Place
from lesobs.ui.talk.findings_view import FindingsView
from lesobs.ui.talk.page import FINDINGS, PICTURE, TalkPage
from lesobs.ui.talk.track import stations

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def view(talk: TalkPage) -> FindingsView:
    talk.show_item(FINDINGS)
    made = talk.view(FINDINGS)
    assert isinstance(made, FindingsView)
    assert made.table.hasFocus()
    return made


def in_state(school: School, state: FindingState) -> FindingLine:
    return next(line for line in school.findings.all() if line.state is state)


def words(view: FindingsView) -> list[str]:
    return [line.text for line in view.table.lines.lines()]


def went(talk: TalkPage) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    talk.go.connect(lambda place, item: found.append((place, item)))
    return found


def test_the_newest_stands_first_and_filters_leave_the_rest_out(
    view: FindingsView, example_school: School
) -> None:
    everything = example_school.findings.all()
    assert words(view) == [line.text for line in everything]
    view.filters.state.set_value(FindingState.SECURED)
    view.filters.changed.emit()
    assert {line.state for line in view.table.lines.lines()} == {FindingState.SECURED}
    view.filters.state.set_value("open")
    view.filters.section.set_value("Wiskunde")
    view.filters.changed.emit()
    assert {line.section for line in view.table.lines.lines()} == {"Wiskunde"}
    view.filters.clear()
    view.filters.search.setText("ijkt niet en staat er niet")
    assert words(view) == []
    view.filters.search.setText("lestijd benut")  # the title of its indicator
    assert [line.indicator_key for line in view.table.lines.lines()] == ["op3.verloop.lestijd"]
    view.filters.search.clear()
    view.filters.order.setCurrentIndex(2)
    view.filters.ordered.emit(4, Qt.SortOrder.AscendingOrder)
    assert view.table.lines.line(0).state is FindingState.SEEN


def test_what_is_typed_is_kept_and_undone_at_once(
    qtbot: QtBot, view: FindingsView, example_school: School
) -> None:
    before = example_school.findings.all()[0]
    qtbot.keyClick(view.table, Key.Key_Return)
    assert view.panel.words.hasFocus()
    qtbot.keyClick(view.panel.words, Key.Key_End, CTRL)
    qtbot.keyClicks(view.panel.words, " En wat dan")
    view.flush()
    qtbot.keyClicks(view.panel.words, " nog?")
    assert view.flush()
    assert example_school.findings.all()[0].text == f"{before.text} En wat dan nog?"
    qtbot.keyClick(view.panel.words, Key.Key_Escape)
    assert view.table.hasFocus()
    example_school.undo.undo()
    assert example_school.findings.all()[0].text == before.text
    assert view.panel.words.toPlainText() == before.text


def test_words_that_can_not_be_kept_stay_where_they_are(
    qtbot: QtBot, talk: TalkPage, view: FindingsView, example_school: School
) -> None:
    view.panel.words.setFocus()
    view.panel.words.selectAll()
    qtbot.keyClick(view.panel.words, Key.Key_Delete)
    assert not talk.flush()
    assert "jullie eigen woorden" in talk.unkept()
    assert view.refusal.isVisible()
    talk.let_go()
    assert view.panel.words.toPlainText() == example_school.findings.all()[0].text


def test_words_that_can_not_be_kept_hold_the_finding_in_view(
    qtbot: QtBot, talk: TalkPage, view: FindingsView, example_school: School
) -> None:
    first = example_school.findings.all()[0]
    view.panel.words.setFocus()
    view.panel.words.selectAll()
    view.panel.words.insertPlainText("x" * (LONGEST_TEXT + 1))
    view.table.setFocus()
    qtbot.keyClick(view.table, Key.Key_Down)
    qtbot.waitUntil(lambda: view.table.current_row() == 0)
    assert len(view.panel.words.toPlainText()) == LONGEST_TEXT + 1
    [text] = [one.text for one in example_school.findings.all() if one.id == first.id]
    assert text == "x" * LONGEST_TEXT
    assert view.refusal.isVisible()
    view.panel.words.setFocus()
    qtbot.keyClick(view.panel.words, Key.Key_Backspace)
    view.table.setFocus()
    qtbot.keyClick(view.table, Key.Key_Down)
    assert view.table.current_row() == 1
    kept = next(one for one in example_school.findings.all() if one.id == first.id)
    assert kept.text == "x" * LONGEST_TEXT


def test_a_talk_moves_the_state_on(view: FindingsView, example_school: School) -> None:
    seen = in_state(example_school, FindingState.SEEN)
    view.show_item(seen.id)
    view.panel.talked.changed.emit(date(2026, 11, 20))
    assert in_state(example_school, FindingState.DISCUSSED).discussed_on is not None
    assert view.table.current() == next(line for line in example_school.findings.all() if line.id == seen.id)
    assert "Status: besproken" in view.panel.track.accessibleName()
    view.panel.kind.changed.emit("question")
    assert view.table.current().kind is FindingKind.QUESTION  # type: ignore[union-attr]


def test_a_talk_before_the_finding_is_refused(view: FindingsView, example_school: School) -> None:
    view.panel.discussed_on.emit(date(2020, 1, 1))
    assert view.refusal.isVisible()
    assert example_school.findings.all()[0].discussed_on is None


def test_enter_goes_to_what_follows(
    qtbot: QtBot, talk: TalkPage, view: FindingsView, example_school: School
) -> None:
    looked = in_state(example_school, FindingState.LOOKED_AGAIN)
    view.show_item(looked.id)
    under = example_school.follow_ups.of(looked.id)
    assert view.panel.model.rowCount() == len(under.cycles) + len(under.activities)
    places = went(talk)
    view.panel.following.setFocus()
    qtbot.keyClick(view.panel.following, Key.Key_Home)
    qtbot.keyClick(view.panel.following, Key.Key_Return)
    assert places == [(Place.CYCLE, under.cycles[0].id)]
    qtbot.keyClick(view.panel.following, Key.Key_End)
    qtbot.keyClick(view.panel.following, Key.Key_Return)
    assert places[-1] == (Place.CALENDAR, under.activities[-1].id)


def test_the_counts_of_now_stand_beside_those_of_then(
    qtbot: QtBot, view: FindingsView, example_school: School
) -> None:
    looked = in_state(example_school, FindingState.LOOKED_AGAIN)
    view.show_item(looked.id)
    since = example_school.follow_ups.since(looked)
    assert since is not None and since.cell is not None and since.cell.tally is not None
    tally = since.cell.tally
    expected = f"{tally.high} van {tally.scored} lessen op 3 of 4 ({tally.percent} %)"
    qtbot.waitUntil(lambda: view.panel._now.text() == expected)
    assert "2026-2027" in view.panel._now_title.text()
    assert f"{looked.counts.high} van {looked.counts.scored}" in view.panel._then.text()


def test_back_to_the_cell_it_came_from(
    qtbot: QtBot, talk: TalkPage, view: FindingsView, example_school: School
) -> None:
    looked = in_state(example_school, FindingState.LOOKED_AGAIN)
    view.show_item(looked.id)
    places = went(talk)
    view.panel.words.setFocus()
    qtbot.keyClick(view.panel.words, Key.Key_G, CTRL)
    ((place, item),) = places
    assert place == Place.PICTURE
    talk.show_item(item)
    assert talk.switch.value() == PICTURE

    def there() -> bool:
        chosen = talk.picture._map.chosen()
        return chosen is not None and (chosen[0].group.name, chosen[1]) == ("Wiskunde", 7)

    qtbot.waitUntil(there)


def test_back_to_the_row_of_a_cluster(qtbot: QtBot, talk: TalkPage, view: FindingsView) -> None:
    school, question = talk.school, PictureFilter((SchoolYear(2025),), Grouping.CLUSTER)
    picture = school.pictures.ask(question)
    row = picture.row("Talen")
    assert row is not None
    place = next(place for place, cell in enumerate(row.cells) if cell.tally is not None)
    given = FindingKind.QUESTION, "Talen vragen door.", SchoolYear(2025), row, picture.indicators[place].key
    made = school.findings.add(*given, row.cells[place], question=question)
    view.show_item(made)
    assert view.panel._about.text().startswith("cluster Talen · 2025-2026")
    (item,) = (line for line in view.table.lines.lines() if line.id == made)
    view.filters.section.set_value("cluster Talen")
    view.filters.changed.emit()
    assert view.table.lines.lines() == [item]
    places = went(talk)
    view.panel.words.setFocus()
    qtbot.keyClick(view.panel.words, Key.Key_G, CTRL)
    talk.show_item(places[0][1])

    def there() -> bool:
        chosen = talk.picture._map.chosen()
        return chosen is not None and (chosen[0].group.name, chosen[1]) == ("Talen", place)

    qtbot.waitUntil(there)


def test_a_cycle_and_an_activity_start_where_the_finding_ends(
    qtbot: QtBot, view: FindingsView, example_school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = in_state(example_school, FindingState.SEEN)
    view.show_item(seen.id)
    drafts: list[object] = []
    for dialog in (CycleDialog, ActivityDialog):
        monkeypatch.setattr(dialog, "ask", lambda *given: drafts.append(given[-1]))
    view.table.setFocus()
    qtbot.keyClick(view.table, Key.Key_Return, CTRL)
    qtbot.keyClick(view.table, Key.Key_Insert)
    assert [draft.finding_id for draft in drafts] == [seen.id, seen.id]  # type: ignore[attr-defined]


def test_del_removes_what_nothing_follows_from_and_undo_brings_it_back(
    qtbot: QtBot, view: FindingsView, example_school: School
) -> None:
    seen = in_state(example_school, FindingState.SEEN)
    view.show_item(seen.id)
    view.table.setFocus()
    qtbot.keyClick(view.table, Key.Key_Delete)
    assert seen.id not in [line.id for line in example_school.findings.all()]
    view._removed.acted.emit()
    assert seen.id in [line.id for line in example_school.findings.all()]
    looked = in_state(example_school, FindingState.LOOKED_AGAIN)
    view.show_item(looked.id)
    view.table.setFocus()
    qtbot.keyClick(view.table, Key.Key_Delete)
    assert view.refusal.isVisible()
    with pytest.raises(RuleBroken):
        example_school.findings.remove(looked.id)


def test_in_a_narrow_window_the_panel_takes_the_place_of_the_table(
    qtbot: QtBot, talk: TalkPage, view: FindingsView
) -> None:
    talk.resize(801, 440)
    qtbot.waitUntil(lambda: not view.panel.isVisible())
    assert talk.width() == 801
    qtbot.keyClick(view.table, Key.Key_Return)
    assert view.panel.isVisible() and not view.table.isVisible()
    qtbot.keyClick(view.panel.words, Key.Key_Escape)
    assert view.table.hasFocus()


def test_a_school_without_findings_says_how_to_make_one(qtbot: QtBot, school: School) -> None:
    talk = shown(qtbot, school)
    talk.show_item(FINDINGS)
    view = talk.view(FINDINGS)
    assert isinstance(view, FindingsView)
    assert view._stack.currentWidget().accessibleName() == "Nog geen bevindingen"
    assert not view.panel.isVisible()


def test_the_track_tells_only_what_is_known() -> None:
    walked = [one.word for one in stations(FindingState.AGREED, discussed=False) if one.walked]
    assert walked == ["gezien"]
    stopped = stations(FindingState.STOPPED, discussed=True)
    assert [one.word for one in stopped if one.walked] == ["gezien", "besproken", "afgesproken"]
    assert [one.word for one in stopped if one.present] == ["gestopt"]


def test_a_finding_is_taken_along_in_a_cycle_about_the_same_lessons(
    qtbot: QtBot, view: FindingsView, example_school: School
) -> None:
    """The cycle about Engels is still in Plan."""
    (cycle,) = (one for one in example_school.cycles.all() if one.section == "Engels")
    section = example_school.cycles.draft(cycle.id).section_id
    year = example_school.year.previous
    other = example_school.findings.conclude(
        FindingKind.DEVELOP, "Leerlingen sturen zelf weinig bij.", year, section, "op3.leren.sturen"
    )
    view.show_item(other)
    assert view.panel.along.isVisible()
    qtbot.keyClick(view.table, Key.Key_Return, CTRL | Qt.KeyboardModifier.ShiftModifier)
    line = example_school.cycles.line(cycle.id)
    assert [one.code for one in line.indicators] == ["D1", "D2"] and line.finding_ids[-1] == other
    qtbot.waitUntil(lambda: not view.panel.along.isVisible())
    assert [row.key for row in view.panel.model.lines()] == [cycle.id]
    view.show_item(in_state(example_school, FindingState.SECURED).id)
    assert not view.panel.along.isVisible()
