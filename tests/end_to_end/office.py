"""The small office that every test starts from: five people, and the badges they wear."""

from collections.abc import Callable
from pathlib import Path

from tests.end_to_end.program import Headless, keyroom
from tests.end_to_end.serial_line import SerialLine

STAFF = Path(__file__).parent / "staff.csv"
A01, A02, A03 = "0A0048C101", "0A0048C102", "0A0048C103"
"""Tags of the room manager, of a team lead, of an account manager."""
CARD_OF_A04 = "04A1B2C3D4E504"
LOST = "0A0048C105"
"""A05's tag, which was reported lost."""
UNKNOWN = "62E3086CED"

StartHeadless = Callable[..., Headless]
"""Starts `entrance --no-screen` with more options, and environment variables by name."""
PlugIn = Callable[..., SerialLine]
"""Plugs in a reader by name, of the terminal `entrance` unless another is named."""


def furnish(home: Path) -> None:
    """Make the office, through the program's own commands."""
    keyroom(home, "init")
    keyroom(home, "people", "import", str(STAFF))
    keyroom(home, "badge", "revoke", f"em4100:{LOST}", "--lost")


def add_reader(home: Path, name: str, url: str, terminal: str = "entrance") -> None:
    """Write one more `[[readers]]` into the configuration."""
    with (home / "keyroom.toml").open("a", encoding="utf-8") as config:
        config.write(f'\n[[readers]]\nname = "{name}"\nterminal = "{terminal}"\nurl = "{url}"\n')


def database(home: Path) -> Path:
    """The office's records."""
    return home / "data" / "keyroom.db"
