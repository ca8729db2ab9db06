"""This file is what every test starts from: no screen, and folders of its own."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

# Hypothesis stops an example after 0.2 s by itself; a busy machine is no mistake.
settings.register_profile("lesobs", settings(deadline=None))
settings.load_profile("lesobs")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--onscreen", action="store_true", help="show the windows while the tests run")


def pytest_configure(config: pytest.Config) -> None:
    """Choose Qt's platform before any test module imports PySide6."""
    if not config.getoption("--onscreen"):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"


@pytest.fixture(autouse=True)
def own_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """School files, settings and window state of this test, so that nobody's own files are ever touched."""
    folder = tmp_path / "lesobs"
    monkeypatch.setenv("LESOBS_DATA", str(folder))
    monkeypatch.delenv("LESOBS_PASSPHRASE", raising=False)
    return folder
