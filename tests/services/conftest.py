"""This file is the example school for tests of services."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from lesobs.services.demo import EXAMPLE_DAY
from lesobs.services.school import School


@pytest.fixture(scope="module")
def example(example_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[School]:
    """The example school on its own day, one for all tests of a file."""
    path = Path(shutil.copy(example_once, tmp_path_factory.mktemp("example")))
    with School.open(path, today=lambda: EXAMPLE_DAY) as school:
        yield school
