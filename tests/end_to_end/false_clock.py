"""A wall clock that a test sets, for the processes that are told to believe it, by libfaketime."""

from pathlib import Path


class FalseClock:
    """What a process is told about the time of day; the time since boot stays true."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self.set("+0")

    def set(self, text: str) -> None:
        """In libfaketime's own words: an offset like `-1h`, or `@` and a date to start from."""
        draft = self._file.with_suffix(".draft")
        draft.write_text(text + "\n", encoding="ascii")
        draft.rename(self._file)

    @property
    def variables(self) -> dict[str, str]:
        """What makes a process believe this clock."""
        (library,) = Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1")
        return {
            "LD_PRELOAD": str(library),
            "FAKETIME_TIMESTAMP_FILE": str(self._file),
            "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        }
