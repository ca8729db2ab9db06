"""Copies are made, checked, thinned out and put back."""

from datetime import datetime
from pathlib import Path

import pytest

from lesobs.domain.errors import RuleBroken
from lesobs.domain.schoolyear import Region
from lesobs.services.backups import Backups, backup_folder, copies_of, put_back
from lesobs.services.school import PassphraseNeeded, School


@pytest.mark.parametrize("passphrase", [None, "geheim"])
def test_a_copy_opens_as_the_same_school(tmp_path: Path, passphrase: str | None) -> None:
    path = tmp_path / "school.lesobs"
    with School.create(path, "Hazelkamp College", Region.MIDDLE, passphrase) as school:
        backup = school.backups.make()
    path.unlink()
    restored = put_back(copies_of(path)[0], path)
    assert restored != path
    with School.open(restored, passphrase) as again:
        assert again.settings().name == "Hazelkamp College"
    assert backup.path.exists()


def test_old_copies_are_thinned_to_ten_and_one_a_month(school: School) -> None:
    for month in (1, 2):
        for day in range(1, 9):
            moment = datetime(2026, month, day, 16, 0)  # noqa: DTZ001 - names tell local time
            Backups(school._file, lambda moment=moment: moment).make()  # type: ignore[misc]
    kept = [backup.made_at for backup in copies_of(school.path)]
    assert len(kept) == 11
    assert kept[-1].isoformat() == "2026-01-06T16:00:00"


def test_a_folder_that_can_not_be_made_is_said_and_nothing_is_lost(school: School) -> None:
    folder = backup_folder(school.path)
    folder.parent.mkdir(parents=True)
    folder.write_text("in de weg")
    with pytest.raises(RuleBroken, match="reservekopie"):
        school.backups.make()
    assert school.settings().name == "Hazelkamp College"


def test_files_of_the_same_name_have_copies_of_their_own(tmp_path: Path) -> None:
    here, there = tmp_path / "a" / "school.lesobs", tmp_path / "b" / "school.lesobs"
    with School.create(here, "Hazelkamp College", Region.MIDDLE) as school:
        school.backups.make()
    with School.create(there, "Berkenhof Lyceum", Region.NORTH) as other:
        assert other.backups.all() == []
    assert len(copies_of(here)) == 1


def test_copies_that_anybody_can_read_go_once_there_is_a_better_one(school: School) -> None:
    for minute in range(2):
        moment = datetime(2026, 1, 9, 16, minute)  # noqa: DTZ001 - names tell local time
        Backups(school._file, lambda moment=moment: moment).make()  # type: ignore[misc]
    with pytest.raises(RuleBroken, match="eerst een reservekopie met wachtwoord"):
        school.backups.remove_unprotected()
    school.change_passphrase(None, "geheim")
    assert school.backups.remove_unprotected() == 2
    (left,) = school.backups.all()
    with pytest.raises(PassphraseNeeded):
        School.open(left.path)
    School.open(left.path, "geheim").close()
