"""An office of its own for what reads records."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.home import Home
from kiosk.office import Office


@pytest.fixture
def office(tmp_path: Path, new_home: Home) -> Iterator[Office]:
    home = Home(tmp_path / "room")
    shutil.copytree(new_home.path, home.path)
    with Office.open(home, "review") as office:
        yield office
