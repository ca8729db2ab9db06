"""A text that an earlier program exported becomes a school, as the school file of that program would."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.storage.test_released_schemas import COUNTS, CYCLE, CYCLES, FINDING, of_schema_2

from lesobs.domain.errors import RuleBroken
from lesobs.services.exchange import import_school
from lesobs.services.school import School
from lesobs.storage import upgrade

FILES = Path(__file__).parents[1] / "files"
EXPORTS = sorted(FILES.glob("export-*.json"))
MOMENT = "2026-11-23T09:42:00+00:00"
Document = dict[str, Any]


def exported(school_file: Path) -> str:
    out = school_file.with_suffix(".json")
    with School.open(school_file) as school:
        assert school.checks.problems() == []
        school.exchange.export_all(out)
    return out.read_text("utf-8")


@pytest.mark.parametrize("export", EXPORTS, ids=lambda one: one.stem)
def test_it_gives_the_school_that_its_file_gives(export: Path, tmp_path: Path) -> None:
    """The texts were written by the programs of their time, from the files of those schemas."""
    schema = json.loads(export.read_text("utf-8"))["schema"]
    copy = Path(shutil.copyfile(FILES / f"schema-{schema}.lesobs", tmp_path / "bestand.lesobs"))
    made = tmp_path / "nieuw" / "export.lesobs"
    import_school(export, made)
    assert exported(made) == exported(copy)
    assert sorted(one.name for one in made.parent.iterdir() if one.suffix != ".lock") == [
        "export.json",
        "export.lesobs",
    ]


def test_there_is_an_export_of_every_earlier_schema() -> None:
    assert [one.stem for one in EXPORTS] == [f"export-{schema}" for schema in upgrade.earlier()]


def of_schema_2_as_text(folder: Path) -> Path:
    """The export of what `of_schema_2` puts in its file."""
    document = json.loads((FILES / "export-0002.json").read_text("utf-8"))
    stamps = {"created_at": MOMENT, "updated_at": MOMENT}

    def row(table: str, **given: Any) -> None:
        given = {**stamps, **given}
        names = NAMES[table]
        document["tables"][table].append({name: given.get(name) for name in names})

    row("finding", **FINDING | {"counts": COUNTS})
    for title, cycle in CYCLES.items():
        about: Document = {**CYCLE, **cycle}
        row("cycle", **{**about, "id": title, "title": title, "baseline": json.loads(about["baseline"])})
    days = {"starts_on": "2026-10-05", "ends_on": "2026-10-09"}
    activity = {"title": "Oefenen", "description": "", "phase": "do", "standard": "OP3", "status": "done"}
    row("activity", id="activity", cycle_id="from a finding", suggested=False, **activity, **days)
    path = folder / "oud.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


NAMES = {
    "finding": (
        *("id", "created_at", "updated_at", "kind", "text", "found_on", "school_year", "section_id"),
        *("indicator_key", "counts", "discussed_on", "stands_on"),
    ),
    "cycle": (
        *("id", "created_at", "updated_at", "title", "goal", "standard", "section_id", "department_id"),
        *("finding_id", "indicator_key", "baseline", "target_percent", "owner_id", "deputy_id", "check_on"),
        *("phase", "check_reason", "outcome", "reason", "closed_on", "previous_id"),
    ),
    "activity": (
        *("id", "created_at", "updated_at", "title", "description", "phase", "standard", "owner_id"),
        *("section_id", "department_id", "cycle_id", "finding_id", "starts_on", "ends_on", "status"),
        *("series_id", "occurrence", "previous_id", "suggested"),
    ),
}


def test_what_a_migration_moves_is_moved_in_a_text_too(tmp_path: Path) -> None:
    """Cycles had one indicator; as a row of its own it gets the identity it would get in the file."""
    import_school(of_schema_2_as_text(tmp_path), tmp_path / "uit tekst.lesobs")
    of_text = json.loads(exported(tmp_path / "uit tekst.lesobs"))["tables"]
    of_file = json.loads(exported(of_schema_2(tmp_path)))["tables"]
    assert of_text["cycle"] == of_file["cycle"] and len(of_text["cycle"]) == len(CYCLES)
    assert of_text["cycle_indicator"] == of_file["cycle_indicator"] != []
    assert of_text["activity"] == of_file["activity"]


def spoil(table: str, column: str, value: object) -> Callable[[Document], object]:
    return lambda document: document["tables"][table][0].__setitem__(column, value)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda d: d["tables"].pop("visit"), "ontbreekt tabel visit"),
        (lambda d: d["tables"].update(cycle_indicator=[]), "staat een onbekende tabel: cycle_indicator"),
        (spoil("visit", "lokaal", "B12"), "tabel visit, rij 1, staat een onbekende kolom: lokaal"),
        (spoil("visit", "held_on", "gisteren"), "Tabel visit, rij 1, held_on: ‘gisteren’ is geen datum"),
        (spoil("visit", "section_id", "weg"), "verwijst naar een section die er niet is (weg)"),
        (spoil("visit", "purpose", "zomaar"), "Tabel visit, rij 1, purpose: ‘zomaar’ kan niet"),
        (spoil("cycle", "target_percent", 101), "Tabel cycle, rij 1: een waarde kan daar niet."),
        (spoil("cycle", "baseline", {"levels": 3}), "oudere indeling (0002), en bij het bijwerken"),
        (lambda d: d.update(schema="0001"), "staat een onbekende tabel: good_lesson"),
        (lambda d: d.update(schema="0099"), "gemaakt met een nieuwere lesobs (indeling 0099"),
        (lambda d: d.update(schema="0001b"), "een indeling die geen lesobs ooit had (0001b)"),
    ],
)
def test_what_is_wrong_in_it_is_named_and_nothing_is_made(
    change: Callable[[Document], object], said: str, tmp_path: Path
) -> None:
    source = of_schema_2_as_text(tmp_path)
    document = json.loads(source.read_text("utf-8"))
    change(document)
    source.write_text(json.dumps(document), encoding="utf-8")
    with pytest.raises(RuleBroken) as refused:
        import_school(source, tmp_path / "map" / "nieuw.lesobs")
    assert said in str(refused.value)
    assert [one.name for one in tmp_path.iterdir()] == ["oud.json"]
