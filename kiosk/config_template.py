"""The first `keyroom.toml` of a new office: what it must say, and how to say the rest."""

import json

from keyroom.language import Language, _
from kiosk.settings.terminals import ReaderKnobs

_EXAMPLE = ReaderKnobs(
    name="door",
    terminal="entrance",
    url="serial:/dev/serial/by-id/usb-...?protocol=em4100&baud=9600",
)


def first_config(
    office: str, name: str, language: Language, readers: tuple[ReaderKnobs, ...] = ()
) -> str:
    """The text of the file, its comments in the language in use.

    `office` is the office's id. Without readers, one stands there as a comment to fill in.
    """
    return "\n".join(
        [
            _comment(_("The configuration of this office.")),
            _comment(_("A key that is not set here has the regulation's default.")),
            _comment(_("All keys, their values and where they come from: keyroom config show")),
            "",
            f"language = {_quoted(language)}",
            "",
            "[office]",
            f"name = {_quoted(name)}",
            _comment(_("Leave the id as it is: the records of another office are refused.")),
            f"id = {_quoted(office)}",
            "",
            *_terminals(),
            _comment(_("Badge readers; see what is connected: keyroom readers list")),
            *(_reader(reader) for reader in readers),
            *([] if readers else [_comment(line) for line in _reader(_EXAMPLE).splitlines()]),
            "",
        ]
    )


def _terminals() -> list[str]:
    return [
        line
        for kind in ("entrance", "desk", "wall", "review")
        for line in (f"[terminals.{kind}]", f"kind = {_quoted(kind)}", "")
    ]


def _reader(reader: ReaderKnobs) -> str:
    keys = (f"{name} = {_quoted(value)}" for name, value in reader.model_dump().items())
    return "\n".join(["[[readers]]", *keys])


def _comment(text: str) -> str:
    return f"# {text}".rstrip()


def _quoted(text: str) -> str:
    # A JSON string is a TOML one, but for DEL, which no printable name has.
    return json.dumps(text, ensure_ascii=False)
