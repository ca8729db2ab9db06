"""Files that leave the program are written whole, or not at all."""

import errno
import os
from pathlib import Path

import pytest

from lesobs.domain.errors import RuleBroken
from lesobs.services.files import replacing


def write(path: Path) -> None:
    with replacing(path) as half:
        half.write_bytes(b"nieuw")


def test_the_new_takes_the_place_of_the_old(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"oud")
    write(path)
    assert path.read_bytes() == b"nieuw"
    assert [file.name for file in tmp_path.iterdir()] == ["a.csv"]


def test_a_full_disk_leaves_the_old_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"oud")

    def full(_file: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(RuleBroken, match="De schijf is vol"):
        write(path)
    assert path.read_bytes() == b"oud"
    assert [file.name for file in tmp_path.iterdir()] == ["a.csv"]


def test_a_file_that_is_open_elsewhere_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"oud")

    def held(_self: Path, _target: Path) -> Path:
        raise PermissionError(errno.EACCES, "in use")

    monkeypatch.setattr(Path, "replace", held)
    with pytest.raises(RuleBroken, match="Sluit het bestand"):
        write(path)
    assert path.read_bytes() == b"oud"
    assert [file.name for file in tmp_path.iterdir()] == ["a.csv"]


@pytest.mark.parametrize(
    ("name", "sentence"),
    [("weg/a.csv", "bestaat niet"), (".", "is een map"), ("a" * 300 + ".csv", "Kies een kortere")],
)
def test_a_place_that_cannot_be_is_refused_in_dutch(tmp_path: Path, name: str, sentence: str) -> None:
    with pytest.raises(RuleBroken, match=sentence):
        write(tmp_path / name)
    assert list(tmp_path.iterdir()) == []
