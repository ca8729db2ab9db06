"""The program as a process: exit codes, streams, passphrases, and never a traceback."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from lesobs.cli import _opens_the_window, main
from lesobs.cli.words import COMMANDS
from lesobs.domain.schoolyear import Region
from lesobs.services.school import School

RUN = [sys.executable, "-W", "error", "-c", "import sys; from lesobs.cli import main; sys.exit(main())"]


def run(*arguments: object, **options: object) -> "subprocess.CompletedProcess[bytes]":
    words = [*RUN, *map(str, arguments)]
    return subprocess.run(words, stdin=subprocess.DEVNULL, capture_output=True, timeout=60, **options)  # type: ignore[call-overload,no-any-return]


def test_a_pipe_gets_utf8_in_any_locale(filled: Path) -> None:
    done = run("visits", filled, "--json", env={**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0"})
    assert (done.returncode, done.stderr) == (0, b"")
    visits = json.loads(done.stdout)["visits"]
    assert "Łukasz Żak" in {visit["observer"] for visit in visits}
    assert "Łukasz".encode() in done.stdout


def test_a_reader_that_stops_early_is_no_mistake(filled: Path) -> None:
    command = [*RUN, "visits", str(filled)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.close()
        said = process.stderr.read()
        assert (process.wait(60), said) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
def test_a_full_disk_behind_stdout_is_told(filled: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([*RUN, "visits", str(filled)], stdout=full, stderr=subprocess.PIPE, timeout=60)
    assert done.returncode == 1
    assert done.stderr.decode() == "Lezen of schrijven lukt niet: de schijf is vol.\n"


def test_a_refusal_is_one_sentence(tmp_path: Path) -> None:
    done = run("visits", tmp_path / "weg.lesobs")
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.decode().splitlines() == [f"weg.lesobs staat niet (meer) in de map {tmp_path}."]


def test_the_command_line_starts_without_qt_and_the_window_without_the_rest() -> None:
    loaded = "import sys; import lesobs.cli; print(sorted(m for m in sys.modules if m.startswith('lesobs')))"
    done = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True)
    assert (
        done.stdout.strip()
        == "['lesobs', 'lesobs.cli', 'lesobs.domain', 'lesobs.domain.errors', 'lesobs.paths']"
    )


def test_the_source_of_what_the_window_loads_is_not_kept() -> None:
    loaded = "import linecache, lesobs.app, lesobs.services.school; print(*linecache.cache, sep='\\n')"
    done = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True)
    assert [file for file in done.stdout.splitlines() if file.endswith("school.py")] == []


@pytest.mark.parametrize(
    ("typed", "window"),
    [
        ([], True),
        (["school.lesobs"], True),
        (["SCHOOL.LESOBS"], True),
        (["er-is-iets"], True),
        (["demo"], False),
        (["weg"], False),
        (["--help"], False),
        (["school.lesobs", "--json"], False),
    ],
)
def test_what_opens_the_window(
    typed: list[str], window: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("er-is-iets", "demo"):
        Path(name).touch()
    assert _opens_the_window(typed, COMMANDS) is window


@pytest.fixture
def locked(tmp_path: Path) -> Path:
    path = tmp_path / "geheim.lesobs"
    School.create(path, "Hazelkamp College", Region.MIDDLE, "paarse giraf").close()
    return path


def test_a_passphrase_from_the_environment(
    locked: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LESOBS_PASSPHRASE", "paarse giraf")
    assert main(["check", str(locked)]) == 0
    monkeypatch.setenv("LESOBS_PASSPHRASE", "groene giraf")
    assert main(["check", str(locked)]) == 1
    assert "klopt niet" in capsys.readouterr().err


def test_a_passphrase_is_asked_for_in_a_terminal(
    locked: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = []
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("getpass.getpass", lambda prompt: asked.append(prompt) or "paarse giraf")
    assert main(["check", str(locked)]) == 0
    assert asked == ["Wachtwoord: "]
    monkeypatch.setattr("getpass.getpass", lambda _: "")
    assert main(["check", str(locked)]) == 1
    assert "geen wachtwoord gegeven" in capsys.readouterr().err


def test_without_a_terminal_it_says_where_to_put_the_passphrase(locked: Path) -> None:
    done = run("check", locked)
    assert done.returncode == 1
    assert "LESOBS_PASSPHRASE" in done.stderr.decode()


def test_stopping_and_mistakes_of_ours(
    filled: Path, own_data_folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(kind: type[BaseException]) -> None:
        def refuse(*_: object) -> None:
            raise kind("kapot")

        monkeypatch.setattr(School, "open", refuse)

    fail(KeyboardInterrupt)
    assert main(["visits", str(filled)]) == 1
    assert capsys.readouterr().err == "Afgebroken.\n"
    fail(ZeroDivisionError)
    assert main(["visits", str(filled)]) == 1
    said = capsys.readouterr().err
    report = own_data_folder / "config" / "fout.txt"
    assert "niet had mogen gebeuren" in said and str(report) in said and "Traceback" not in said
    assert "ZeroDivisionError: kapot" in report.read_text("utf-8")
