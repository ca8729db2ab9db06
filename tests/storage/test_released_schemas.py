"""A school file of every schema there has been opens in this program, with all that was in it."""

import json
import shutil
import sqlite3
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from lesobs.domain.tally import Tally
from lesobs.services.cycles import CycleLine
from lesobs.services.school import School

FILES = sorted((Path(__file__).parents[1] / "files").glob("schema-*.lesobs"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_file_of_this_schema_opens_whole(file: Path, tmp_path: Path) -> None:
    copy = tmp_path / file.name
    shutil.copyfile(file, copy)
    with School.open(copy) as school:
        assert school.checks.problems() == []
        (visit,) = school.visits.all()
        assert (visit.teacher, visit.scored) == ("Minh Đặng", 1)
        assert [note.text for note in school.visits.get(visit.id).notes] == ["Iedereen schrijft."]
        assert school.debriefs.get(visit.id).strength == "Rust"


def test_there_is_a_file_of_the_newest_schema() -> None:
    from lesobs.storage.upgrade import NEWEST

    assert FILES[-1].stem == f"schema-{NEWEST}"


NOW = "2026-11-23 09:42:00.000000"
B3, B4 = "op3.verloop.lesdoel", "op3.verloop.nagaan"
COUNTS = {"levels": [4, 5, 2, 1], "not_applicable": 1}
FINDING = {
    "id": "finding", "kind": "develop", "text": "Te stil.", "found_on": "2026-09-28",
    "school_year": "2025-2026", "indicator_key": B4, "counts": json.dumps(COUNTS), "stands_on": "12 lessen",
}  # fmt: skip
CYCLE = {
    "goal": "Zien", "standard": "OP3", "phase": "plan", "check_reason": "", "reason": "", "baseline": "{}",
}  # fmt: skip
CYCLES: dict[str, dict[str, Any]] = {
    "from a finding": {
        "finding_id": "finding", "indicator_key": B4, "baseline": json.dumps(COUNTS), "target_percent": 67,
    },
    "from the picture": {
        "indicator_key": B3, "baseline": json.dumps(COUNTS | {"stands_on": "12 lessen, 2024-2025"}),
    },
    "followed": {
        "previous_id": "from a finding", "finding_id": "finding", "indicator_key": B4,
        "baseline": json.dumps(COUNTS),
    },
    "about nothing": {},
    "aims at nothing counted": {"target_percent": 80},
    "counts without an indicator": {"finding_id": "finding", "baseline": json.dumps(COUNTS)},
}  # fmt: skip


def insert(raw: sqlite3.Connection, table: str, row: dict[str, Any]) -> None:
    row = {"created_at": NOW, "updated_at": NOW, **row}
    places = ", ".join("?" * len(row))
    raw.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({places})", list(row.values()))


def of_schema_2(folder: Path) -> Path:
    """A file of the second schema with cycles of each kind, and an activity of one."""
    path = Path(shutil.copyfile(FILES[0].with_name("schema-0002.lesobs"), folder / "oud.lesobs"))
    raw = sqlite3.connect(path)
    insert(raw, "finding", FINDING)
    for title, row in CYCLES.items():
        insert(raw, "cycle", {"id": title, "title": title, **CYCLE, **row})
    activity = {"title": "Oefenen", "description": "", "phase": "do", "standard": "OP3", "status": "done"}
    days = {"starts_on": "2026-10-05", "ends_on": "2026-10-09"}
    insert(raw, "activity", {"id": "activity", "cycle_id": "from a finding", **activity, **days})
    raw.commit()
    raw.close()
    return path


def test_a_cycle_keeps_its_indicator_counts_and_target(tmp_path: Path) -> None:
    with School.open(of_schema_2(tmp_path)) as school:
        assert school.checks.problems() == []
        lines = {line.title: line for line in school.cycles.all()}
        assert lines.keys() == CYCLES.keys()
        counts = Tally((4, 5, 2, 1), 1)

        def measured(line: CycleLine) -> list[tuple[str, Tally, str, date | None, int | None, str | None]]:
            return [
                (one.key, one.baseline, one.stands_on, one.taken_on, one.target_percent, one.finding_id)
                for one in line.indicators
            ]

        found_on = date(2026, 9, 28)
        of_finding = (B4, counts, "12 lessen", found_on, 67, "finding")
        assert measured(lines["from a finding"]) == [of_finding]
        assert measured(lines["followed"]) == [(*of_finding[:4], None, "finding")]
        assert measured(lines["from the picture"]) == [(B3, counts, "12 lessen, 2024-2025", None, None, None)]
        assert measured(lines["about nothing"]) == measured(lines["aims at nothing counted"]) == []
        assert lines["aims at nothing counted"].goal == "Zien (streefcijfer: 80 %)"
        assert measured(lines["counts without an indicator"]) == [(*of_finding[:4], None, "finding")]
        assert [turn.line.title for turn in school.cycles.turns("followed")] == ["from a finding", "followed"]
        assert [one.title for one in school.calendar.of_cycle("from a finding")] == ["Oefenen"]


def test_a_cycle_of_before_clusters_can_be_about_one_now(tmp_path: Path) -> None:
    """The third schema kept which row a finding came from, but a cycle had no place for a cluster."""
    path = Path(shutil.copyfile(FILES[0].with_name("schema-0003.lesobs"), tmp_path / "oud.lesobs"))
    raw = sqlite3.connect(path)
    raw.execute("UPDATE cluster SET name = 'Exact'")
    asked = {"years": ["2025-2026"], "rows": "cluster", "group": "Exact", "wanted": {}}
    insert(raw, "finding", FINDING | {"asked": json.dumps(asked)})
    about = {name: value for name, value in CYCLE.items() if name != "baseline"}
    insert(raw, "cycle", {"id": "cycle", "title": "Nagaan", "finding_id": "finding", **about})
    indicator = {"cycle_id": "cycle", "indicator_key": B4, "position": 0, "stands_on": ""}
    insert(raw, "cycle_indicator", {"id": "one", "baseline": json.dumps(COUNTS), **indicator})
    raw.commit()
    raw.close()
    with School.open(path) as school:
        assert school.checks.problems() == []
        line = school.cycles.line("cycle")
        assert (line.title, line.scope, line.indicators[0].baseline.scored) == ("Nagaan", "hele school", 12)
        school.cycles.change("cycle", "finding_id", "finding")
        line = school.cycles.line("cycle")
        assert (line.scope, line.indicators[0].finding_id) == ("cluster Exact", "finding")
        assert (line.indicators[0].baseline, line.indicators[0].taken_on) == (
            Tally((4, 5, 2, 1), 1),
            date(2026, 9, 28),
        )


def test_two_laptops_bring_a_file_up_to_date_alike(tmp_path: Path) -> None:
    texts = []
    for name in ("een", "twee"):
        (tmp_path / name).mkdir()
        with School.open(of_schema_2(tmp_path / name)) as school:
            school.exchange.export_all(tmp_path / f"{name}.json")
        texts.append(json.loads((tmp_path / f"{name}.json").read_text("utf-8"))["tables"])
    assert texts[0]["cycle_indicator"] == texts[1]["cycle_indicator"] != []
