"""Typer's complaints about a command line, each as one line in the program's language."""

import re
from typing import TYPE_CHECKING

from keyroom.language import N_, _

if TYPE_CHECKING:
    from typer._click.exceptions import ClickException

_COMPLAINTS = (
    (
        r"No such command '(?P<name>.*)'\. Did you mean (?P<near>.*)\?",
        N_("there is no command “{name}”; did you mean {near}?"),
    ),
    (r"No such command '(?P<name>.*)'\.", N_("there is no command “{name}”")),
    (
        r"No such option: (?P<name>\S+) \(Possible options: (?P<near>.*)\)",
        N_("there is no option {name}; did you mean {near}?"),
    ),
    (r"No such option: (?P<name>.*)", N_("there is no option {name}")),
    (r"Missing command\.", N_("a command is missing")),
    (r"Missing (?:argument|option|parameter) '(?P<name>.*?)'\..*", N_("{name} is missing")),
    (r"Option '(?P<name>.*)' requires .*\.", N_("{name} needs a value")),
    (r"Option '(?P<name>.*)' does not take a value\.", N_("{name} takes no value")),
    (r"Got unexpected extra argument\(s\) \((?P<name>.*)\)", N_("too many words: {name}")),
    (r"Invalid value for (?P<name>.*?): (?P<why>.*)", N_("wrong value for {name}: {why}")),
)
"""Typer 0.29's English, which it does not offer for translation, and what we say instead."""


def complaint(error: "ClickException") -> str:
    """One line: what is wrong with the command line, and where help is.

    A sentence that Typer words anew is passed on in its English: no complaint is ever lost.
    """
    line = _translated(" ".join(error.format_message().split()))
    context = getattr(error, "ctx", None)
    if context is None or not line:  # no words: the group's help has been printed instead
        return line
    return _("{command}: {complaint} — see {command} --help").format(
        command=context.command_path, complaint=line
    )


def _translated(english: str) -> str:
    for pattern, message in _COMPLAINTS:
        if found := re.fullmatch(pattern, english):
            return _(message).format(**found.groupdict())
    return english
