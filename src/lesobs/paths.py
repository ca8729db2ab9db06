"""Where the program finds its own resources and keeps the user's files."""

import os
import sys
from pathlib import Path

import platformdirs


def resources() -> Path:
    """The folder of instruments, fonts, icons, holidays and help: of a checkout, a wheel or a package."""
    if frozen := getattr(sys, "_MEIPASS", None):
        return Path(frozen) / "resources"
    installed = Path(__file__).parent / "resources"
    return installed if installed.is_dir() else Path(__file__).parents[2] / "resources"


def data_folder() -> Path:
    """Where new school files and backups go; LESOBS_DATA overrides it (tests, a USB stick)."""
    if override := os.environ.get("LESOBS_DATA"):
        return Path(override)
    return Path(platformdirs.user_documents_dir()) / "lesobs"


def config_folder() -> Path:
    """Where settings of this laptop and the state of the window live, never school data."""
    if override := os.environ.get("LESOBS_DATA"):
        return Path(override) / "config"
    return Path(platformdirs.user_config_dir("lesobs", appauthor=False))
