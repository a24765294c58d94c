"""A desk with people, badges, PINs and customers."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.home import Home
from tests.kiosk.privacy.at_desk import AtDesk, furnish_home, start


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """An office to be copied."""
    return furnish_home(Home(tmp_path_factory.mktemp("desk") / "home"))


@pytest.fixture
def copied(furnished: Home, tmp_path: Path) -> Home:
    shutil.copytree(furnished.path, tmp_path / "home")
    return Home(tmp_path / "home")


@pytest.fixture
def desk(copied: Home) -> Iterator[AtDesk]:
    at = start(copied)
    yield at
    at.office.close()
