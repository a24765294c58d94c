"""The office's name, its terminals, readers, records and what a badge must be to do what."""

from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer, WithJsonSchema

from devices.events import Assurance
from keyroom.language import N_
from kiosk.settings.section import RefusedError, Section
from kiosk.settings.values import Positive

NAME_PATTERN = r"^[a-z0-9][a-z0-9_-]{0,31}$"
READER_SCHEMES = ("serial", "pcsc", "wedge")


def _printable(text: str) -> str:
    if not text.strip() or not text.isprintable():
        raise RefusedError(
            N_("a name must be one line of visible characters"), N_("write it in quotes")
        )
    return text


def _one_line(text: str) -> str:
    return _printable(text) if text else text


def _reader_url(url: str) -> str:
    scheme, colon, _place = url.partition(":")
    if not colon or scheme not in READER_SCHEMES:
        raise RefusedError(
            N_("{value} is no address of a reader"),
            N_("it begins with serial:, pcsc: or wedge:; see what is there: keyroom readers list"),
            value=url,
        )
    return url


def _assurance(written: object) -> Assurance:
    if isinstance(written, str):
        for level in Assurance:
            if written == level.name.lower():
                return level
    raise RefusedError(
        N_("{value} is no assurance of a badge"),
        N_("write uid_only, signed_code or mutual_auth"),
        value=written,
    )


Floor = Annotated[
    Assurance,
    BeforeValidator(_assurance),
    PlainSerializer(lambda level: level.name.lower(), return_type=str),
    WithJsonSchema({"enum": [level.name.lower() for level in Assurance]}),
]
"""How hard to copy a badge must be at least."""

Name = Annotated[str, Field(pattern=NAME_PATTERN)]
Folder = Annotated[str, Field(min_length=1)]


class OfficeKnobs(Section):
    """`[office]`: who this office is."""

    name: Annotated[str, Field(max_length=64), AfterValidator(_printable)] = Field(
        "重要室", description=N_("the office's name, as screens and reports show it")
    )
    id: Annotated[str, Field(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")] | None = (
        Field(
            None,
            description=N_(
                "the office's id, written by init: another office's records are refused"
            ),
        )
    )


class TerminalKnobs(Section):
    """`[terminals.NAME]`: one place where people stand."""

    kind: Literal["entrance", "desk", "wall", "review"] = Field(
        description=N_("what the terminal is for")
    )


class ReaderKnobs(Section):
    """`[[readers]]`: one badge reader."""

    name: Name = Field(description=N_("the reader's name, as records show it"))
    terminal: Name = Field(description=N_("the terminal that it belongs to"))
    url: Annotated[str, AfterValidator(_reader_url)] = Field(
        description=N_("its address, such as serial:/dev/serial/by-id/…?protocol=em4100&baud=9600")
    )

    @property
    def exclusive(self) -> bool:
        """Whether the address names one device; a keyboard is each terminal's own."""
        return not self.url.startswith("wedge:")

    @property
    def sees_presence(self) -> bool:
        """Whether it tells that a badge was taken away: card readers do, tag readers do not."""
        return self.url.startswith("pcsc:")


class StoreKnobs(Section):
    """`[store]`: the records and their copies. Folders are relative to the home folder."""

    busy_timeout_s: Annotated[float, Field(gt=0, le=60, allow_inf_nan=False)] = Field(
        5.0, description=N_("seconds to wait while another process writes")
    )
    checkpoint_minutes: Positive = Field(
        60, description=N_("minutes between two signed checkpoints of the ledger")
    )
    checkpoint_folder: Folder = Field(
        "checkpoints",
        description=N_("where copies of checkpoints go: best a disk that is not this machine's"),
    )
    witness_folder: Annotated[str, Field(max_length=255), AfterValidator(_one_line)] = Field(
        "",
        description=N_(
            "a folder that the supervisor takes away, such as a memory stick: each signed"
            " checkpoint is put there too, and those there are compared at each verification"
        ),
    )
    backup_folder: Folder = Field(
        "backups", description=N_("where backups go: best a disk that is not this machine's")
    )


class PrintingKnobs(Section):
    """`[printing]`: what a kiosk prints, which has no window to choose a file in."""

    folder: Folder = Field(
        "printed", description=N_("where printed papers go, relative to the home folder")
    )
    command: Annotated[tuple[Annotated[str, Field(min_length=1)], ...], Field(strict=False)] = (
        Field((), description=N_("the print command, its last word the file; empty: files are all"))
    )


class AssuranceKnobs(Section):
    """`[assurance]`: how hard to copy a badge must be for each action."""

    punch: Floor = Field(Assurance.UID_ONLY, description=N_("to punch"))
    correct: Floor = Field(Assurance.UID_ONLY, description=N_("to correct the last tap"))
    enrol: Floor = Field(Assurance.UID_ONLY, description=N_("to enrol or replace a badge"))
    leave: Floor = Field(Assurance.UID_ONLY, description=N_("to close a terminal"))
    desk: Floor = Field(
        Assurance.UID_ONLY, description=N_("to open the desk, or to authorise as second person")
    )
    review: Floor = Field(
        Assurance.UID_ONLY, description=N_("to open the supervisor's screen, and to close a month")
    )


class ClockKnobs(Section):
    """`[clock]`: when a moved wall clock is noticed."""

    jump_seconds: Positive = Field(
        2, description=N_("a wall clock that moves by more than this is flagged, seconds")
    )
