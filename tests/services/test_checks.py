"""What `check` finds: nothing in a sound school, and each kind of mistake by name."""

from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlite

from lesobs.services.school import School, SchoolFileProblem

SETTLED = "(SELECT id FROM visit WHERE state = 'settled')"
SEEN = "(SELECT id FROM visit WHERE state = 'visited' LIMIT 1)"
FULL = "(SELECT id FROM instrument WHERE kind = 'volledig')"
STRANGE = (
    "(SELECT id FROM indicator WHERE id NOT IN (SELECT indicator_id FROM instrument_item "
    "WHERE instrument_id = (SELECT id FROM instrument WHERE kind = 'flits')) LIMIT 1)"
)
STOPPED = "UPDATE cycle SET closed_on = '2026-11-01', outcome = 'stop', phase = 'act'"
NOW = "'2026-10-05 09:00:00.000000'"


def spoil(path: Path, *statements: str) -> None:
    """Change a school file behind the program's back, without any of its guards."""
    connection = sqlite.connect(str(path), isolation_level=None)
    connection.execute("PRAGMA ignore_check_constraints = ON")
    for statement in statements:
        connection.execute(statement)
    connection.close()


def problems(path: Path) -> list[str]:
    with School.open(path) as school:
        return school.checks.problems()


def test_a_sound_school_has_no_problems(filled: Path) -> None:
    before = filled.read_bytes()
    with School.open(filled) as school:
        assert school.checks.problems() == []
        assert school.checks.summary() == "15 bezoeken, 84 scores, 13 docenten, 3 activiteiten en 1 cyclus"
    assert filled.read_bytes() == before


def test_thousands_have_a_dot(filled: Path) -> None:
    spoil(
        filled,
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1500) INSERT INTO teacher "
        "(id, code, first_name, prefix, last_name, created_at, updated_at) "
        f"SELECT 't' || i, 'c' || i, '', '', 'n', {NOW}, {NOW} FROM n",
    )
    with School.open(filled) as school:
        assert "1.513 docenten" in school.checks.summary()


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE rating SET level = 7 WHERE rowid = 1", "level: 7 kan niet; het is 0 tot en met 4"),
        ("UPDATE rating SET level = 'drie' WHERE rowid = 1", "Tabel rating"),
        (
            "UPDATE visit SET teacher_id = 'niemand' WHERE state = 'planned'",
            "verwijst naar een teacher die er niet",
        ),
        ("DELETE FROM class_group", "verwijst naar een class_group die er niet is"),
        ("UPDATE activity SET ends_on = '2020-01-01'", "kan niet minder zijn dan starts_on"),
        (
            "UPDATE visit SET state = 'half' WHERE state = 'planned'",
            "Tabel visit, rij ",
        ),
        ("UPDATE visit SET held_on = 'morgen' WHERE state = 'planned'", "een waarde die niet te lezen is"),
        ("UPDATE visit SET held_on = '0001-01-01' WHERE state = 'planned'", "ligt te ver weg"),
        ("UPDATE note SET text = CAST(x'ff' AS TEXT)", "een waarde die niet te lezen is"),
        ("UPDATE finding SET counts = '{\"levels\": 3}'", "geen tellingen"),
        ("UPDATE finding SET counts = '{'", "een waarde die niet te lezen is"),
        ("DELETE FROM school", "één school in dit bestand te staan; het zijn er 0"),
        (
            "UPDATE teacher SET code = ' ' WHERE code = 'WI1'",
            "de Achternaam1 heeft geen code.",
        ),
        ("UPDATE teacher SET code = 'wi2' WHERE code = 'WI1'", "Docentcode WI2 en wi2 verschillen alleen in"),
        (
            "UPDATE section SET name = 'ENGELS' WHERE name = 'Wiskunde'",
            "ENGELS en Engels verschillen alleen",
        ),
        (f"UPDATE visit SET started_at = {NOW} WHERE state = 'planned'", "is gepland, maar al begonnen"),
        (f"UPDATE visit SET started_at = NULL WHERE id = {SEEN}", "is begonnen, maar zonder begintijd"),
        (f"UPDATE visit SET finished_at = NULL WHERE id = {SEEN}", "is afgerond, maar zonder eindtijd"),
        (
            f"UPDATE visit SET finished_at = {NOW} WHERE state = 'planned'",
            "maar heeft een eindtijd",
        ),
        (f"UPDATE visit SET finished_at = {NOW} WHERE id = {SEEN}", "eindigt voor het begint"),
        ("DELETE FROM debrief", "is besproken, maar er is geen nabespreking"),
        ("UPDATE debrief SET held_on = NULL", "is besproken, maar zonder datum"),
        ("UPDATE debrief SET held_on = '2026-10-04'", "is besproken vóór de les"),
        ("UPDATE debrief SET look_again_on = '2026-10-05'", "wordt opnieuw bekeken vóór de les"),
        ("UPDATE debrief SET strength = ' '", "is vastgesteld zonder sterk punt of volgende stap"),
        (
            f"UPDATE rating SET indicator_id = {STRANGE} WHERE rowid = "
            f"(SELECT min(rowid) FROM rating WHERE visit_id = {SETTLED})",
            "heeft een score op een indicator buiten de kijkwijzer",
        ),
        (
            f"UPDATE note SET indicator_id = {STRANGE}",
            "een aantekening op een indicator buiten",
        ),
        (
            f"UPDATE debrief SET next_step_indicator_id = {STRANGE}",
            "volgende stap op een indicator buiten",
        ),
        (
            "UPDATE seen_look_for SET look_for_id = (SELECT id FROM look_for WHERE indicator_id = "
            f"{STRANGE} LIMIT 1) WHERE visit_id = {SETTLED}",
            "heeft een kijkpunt op een indicator buiten de kijkwijzer",
        ),
        (
            f"DELETE FROM instrument_item WHERE instrument_id = {FULL}",
            "OP3 volledig heeft geen indicatoren",
        ),
        ("UPDATE instrument SET kind = 'lang' WHERE kind = 'volledig'", "van een onbekende soort (lang)"),
        ("DELETE FROM anchor WHERE level = 4", "heeft 3 van de 4 niveauzinnen"),
        (
            "UPDATE indicator SET part = 'Z' WHERE code = 'A1'",
            "A1 Sfeer en uitdaging hoort bij een onbekend",
        ),
        ("UPDATE activity SET standard = 'OP9'", "heeft een onbekende standaard (OP9)"),
        ("UPDATE cycle SET standard = 'OP9'", "Cyclus ‘Iedereen denkt mee’ heeft een onbekende standaard"),
        ("UPDATE cycle_indicator SET indicator_key = 'x'", "gaat over een onbekende indicator (x)"),
        (
            "UPDATE finding SET indicator_key = 'x'",
            "‘Te vaak stil.’ gaat over een onbekende",
        ),
        ("UPDATE finding SET school_year = '2026'", "Bevinding ‘Te vaak stil.’: ‘2026’ is geen schooljaar"),
        (
            "UPDATE tombstone SET \"table\" = 'note', row_id = (SELECT id FROM note LIMIT 1)",
            "staat als verwijderd geboekt, maar is er nog",
        ),
        (
            "UPDATE cycle SET goal = ''",
            "is voorbij plannen, maar er klopt iets niet. Schrijf eerst",
        ),
        ("UPDATE cycle SET closed_on = '2026-11-01'", "is half gesloten"),
        (
            STOPPED,
            "is gestopt, maar er klopt iets niet. Er is nog niet opnieuw gekeken",
        ),
        (
            f"{STOPPED}, check_reason = 'ziek'",
            "Schrijf op waarom jullie stoppen",
        ),
    ],
)
def test_each_mistake_is_found_and_named(statement: str, said: str, filled: Path) -> None:
    spoil(filled, statement)
    found = problems(filled)
    assert any(said in sentence for sentence in found), found


def test_a_visit_is_named_in_words(filled: Path) -> None:
    spoil(filled, "DELETE FROM debrief")
    (sentence,) = problems(filled)
    assert sentence.startswith(
        "Het bezoek van ma 5 okt 2026 bij Wiskunde de Achternaam1 (Wiskunde) is besproken, maar er is geen "
        "nabespreking. Nummer "
    )


def test_a_well_closed_cycle_is_in_order(filled: Path) -> None:
    closed = (
        "UPDATE cycle SET closed_on = '2026-11-01', outcome = 'stop', phase = 'act', check_reason = 'ziek', "
    )
    spoil(filled, f"{closed} reason = 'De docenten zijn er niet.'")
    assert problems(filled) == []


@pytest.mark.parametrize("passphrase", [None, "paarse giraf"])
@pytest.mark.parametrize("share", [0.2, 0.4, 0.6, 0.8])
def test_a_damaged_file_is_told_in_one_sentence(
    share: float, passphrase: str | None, filled: Path, tmp_path: Path
) -> None:
    if passphrase:
        with School.open(filled) as school:
            school.exchange.export_all(tmp_path / "a.json")
        from lesobs.services.exchange import import_school

        filled = tmp_path / "geheim.lesobs"
        import_school(tmp_path / "a.json", filled, passphrase)
    data = bytearray(filled.read_bytes())
    start = int(len(data) * share) // 4096 * 4096
    data[start : start + 4096] = bytes(4096)
    filled.write_bytes(data)
    try:
        with School.open(filled, passphrase) as school:
            found = school.checks.problems()
    except SchoolFileProblem as refused:
        found = [str(refused)]
    assert found and all("beschadigd" in one or "niet leesbaar" in one for one in found), found
