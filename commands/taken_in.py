"""Says what an import has taken in."""

from pathlib import Path
from typing import TYPE_CHECKING

from commands.output import print_json, say

if TYPE_CHECKING:
    from kiosk.csv_file import TakenIn


def tell_taken_in(done: "TakenIn", words: str, file: Path, *, as_json: bool) -> None:
    """`words`, translated, with the file and the numbers in them; or the numbers as JSON."""
    if as_json:
        print_json({"encoding": done.encoding, "added": done.added, "known": done.known})
    else:
        say(words.format(file=file, added=done.added, known=done.known))
