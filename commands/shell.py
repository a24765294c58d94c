"""Typer in the program's language and with its manners: groups, commands, and the root of them.

Typer holds English words of its own. Help is translated when it is shown, so help texts are
marked with `N_()` where they stand; `commands.usage` translates its complaints.
"""

import os
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

from commands.boundary import guarded
from commands.invocation import VERSION_OPTION, Invocation, invocation, split
from commands.output import say
from keyroom import __version__
from keyroom.language import N_, Language, _, use

if TYPE_CHECKING:
    from typer._click import Context, HelpFormatter

PROGRAM = "keyroom"

_PANELS = {
    "ARGUMENTS_PANEL_TITLE": N_("Arguments"),
    "OPTIONS_PANEL_TITLE": N_("Options"),
    "COMMANDS_PANEL_TITLE": N_("Commands"),
    "DEFAULT_STRING": N_("[default: {}]"),
    "ENVVAR_STRING": N_("[env var: {}]"),
    "REQUIRED_LONG_STRING": N_("[required]"),
}
"""Typer's words in help, by the names of the module variables that hold them."""


_PIECES = {
    "[OPTIONS]": N_("[OPTIONS]"),
    "COMMAND [ARGS]...": N_("COMMAND [ARGS]..."),
}
"""Typer's words in the line of usage."""


def _translate_panels() -> None:
    from typer import rich_utils

    for name, words in _PANELS.items():
        setattr(rich_utils, name, _(words))


def _translate_help(command: TyperCommand | TyperGroup, context: "Context") -> None:
    _translate_panels()
    if command.help:
        command.help = _(command.help)
    for parameter in command.get_params(context):
        if isinstance(parameter, TyperArgument | TyperOption) and parameter.help:
            parameter.help = _(parameter.help)
        if isinstance(parameter, TyperOption) and parameter.is_flag:
            parameter.metavar = ""  # else a flag is said to take a <bool>
        if isinstance(parameter, TyperArgument):
            parameter.display_type_rich = _nothing  # type: ignore[method-assign]
    for child in getattr(command, "commands", {}).values():
        child.help = _(child.help)


def _write_usage(
    command: TyperCommand | TyperGroup, context: "Context", formatter: "HelpFormatter"
) -> None:
    pieces = (
        _(_PIECES[piece]) if piece in _PIECES else piece
        for piece in command.collect_usage_pieces(context)
    )
    formatter.write_usage(context.command_path, " ".join(pieces), prefix=_("Usage: "))


def _off_by_default(option: TyperOption | None) -> TyperOption | None:
    # Typer gives it no default, and to coerce None to a bool it imports pydantic: 0.1 s of every
    # help below the root.
    if option is not None:
        option.default = False
        option.help = _("Show this message and exit.")
    return option


def _nothing(ctx: "Context") -> None:
    """What help says of an argument's type: its words say it better than <str>."""


class Command(TyperCommand):
    """A command whose help speaks the program's language."""

    def format_usage(self, ctx: "Context", formatter: "HelpFormatter") -> None:
        """Write the line of usage."""
        _write_usage(self, ctx, formatter)

    def get_help_option(self, ctx: "Context") -> TyperOption | None:
        """The option `--help`."""
        return _off_by_default(super().get_help_option(ctx))

    def format_help(self, ctx: "Context", formatter: "HelpFormatter") -> None:
        """Print the help, translated."""
        _translate_help(self, ctx)
        super().format_help(ctx, formatter)


class Group(TyperGroup):
    """A group of commands whose help speaks the program's language."""

    def format_usage(self, ctx: "Context", formatter: "HelpFormatter") -> None:
        """Write the line of usage."""
        _write_usage(self, ctx, formatter)

    def get_help_option(self, ctx: "Context") -> TyperOption | None:
        """The option `--help`."""
        return _off_by_default(super().get_help_option(ctx))

    def format_help(self, ctx: "Context", formatter: "HelpFormatter") -> None:
        """Print the help, translated."""
        _translate_help(self, ctx)
        super().format_help(ctx, formatter)


class Root(Group):
    """The whole program: takes its own options off the line, and ends in an exit code."""

    def __init__(self, **attributes: Any) -> None:  # noqa: ANN401 - whatever Typer passes on
        super().__init__(**attributes)
        # The program's own options are taken off the line before Typer parses it; it only lists
        # them. Parsing them would also import pydantic for every `--help`.
        self._listed, self.params = self.params, []

    def format_help(self, ctx: "Context", formatter: "HelpFormatter") -> None:
        """Print the help, with the options that hold for the whole program."""
        self.params = [*self._listed, *self.params]
        super().format_help(ctx, formatter)

    def main(self, args: Sequence[str] | None = None, *_rest: object, **_extra: object) -> None:
        """Run one command line and leave the process with its exit code; never a traceback."""
        arguments = sys.argv[1:] if args is None else list(args)
        asked = Invocation()
        sys.exit(guarded(lambda: self._run(arguments, asked), asked))

    def _run(self, arguments: list[str], asked: Invocation) -> None:
        options, rest = split(arguments)
        found = invocation(options, os.environ)
        asked.home_folder, asked.language = found.home_folder, found.language
        use(asked.language or Language.CHINESE)
        if rest[:1] == [VERSION_OPTION]:
            say(f"{PROGRAM} {__version__}")
            return
        with self.make_context(PROGRAM, rest, obj=asked) as context:
            self.invoke(context)


class Commands(typer.Typer):
    """A group of commands as each module of `commands` declares one."""

    def __init__(self, help: str, *, cls: type[Group] = Group) -> None:  # noqa: A002 - Typer's word
        super().__init__(
            cls=cls, help=help, no_args_is_help=True, add_completion=False, rich_markup_mode="rich"
        )

    def add(self, name: str, help: str) -> Callable[[Callable[..., None]], Callable[..., None]]:  # noqa: A002
        """Declare a function as the command `name`; `help` is a marked message id."""
        return self.command(name, cls=Command, help=help)
