"""docs/devices.md names everything that an address can say."""

from enum import Enum
from pathlib import Path

import pytest

from devices.credentials import Digits
from devices.options import Form, LineFormat, Parity, SerialProtocol
from devices.urls import Scheme

PAGE = (Path(__file__).parents[2] / "docs" / "devices.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "choice",
    [*Scheme, *SerialProtocol, *LineFormat, *Parity, *Form, *Digits],
    ids=lambda choice: f"{type(choice).__name__}.{choice.name}",
)
def test_choice_is_documented(choice: Enum) -> None:
    assert str(choice.value) in PAGE
