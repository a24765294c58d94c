"""`keyroom wall` as a command."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.end_to_end.program import keyroom_here

SECRETS = "kiosk.privacy.vault", "kiosk.privacy.customer_keys", "kiosk.privacy.customers"


def test_the_wall_never_loads_what_opens_customers_data() -> None:
    looked = f"[each for each in {SECRETS} if each in sys.modules]"
    program = f"import sys, commands.wall, screens.wall.run, screens.wall.app; print({looked})"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"


@pytest.mark.parametrize("words", [(), ("--terminal", "wall")], ids=str)
def test_without_an_office_it_says_so(tmp_path: Path, words: tuple[str, ...]) -> None:
    code, _ = keyroom_here(tmp_path / "none", "wall", *words)
    assert code == 2
