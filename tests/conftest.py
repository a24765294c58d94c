"""What all tests share."""

import logging
from collections.abc import Iterator

import pytest

from commands.log_file import NAME


@pytest.fixture(autouse=True)
def no_log_file_of_another_test() -> Iterator[None]:
    """Commands that run in the test's own process leave their log file open: it ends with them."""
    _close_log_files()
    yield
    _close_log_files()


def _close_log_files() -> None:
    root = logging.getLogger()
    for handler in list(root.handlers):
        if isinstance(handler, logging.FileHandler) and handler.baseFilename.endswith(NAME):
            root.removeHandler(handler)
            handler.close()
