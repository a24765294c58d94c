"""`keyroom review`: the supervisor's screen."""

from typing import TYPE_CHECKING, Annotated

import typer

from commands.exits import WrongUsageError
from commands.terminals import terminal_named
from keyroom.language import N_

if TYPE_CHECKING:
    from kiosk.config import Config
    from kiosk.office import Premises
    from kiosk.person import Person

HELP = N_("Run the supervisor's screen: who is there, what waits, and the month.")
KIND = "review"


def review(
    context: typer.Context,
    *,
    terminal: Annotated[
        str,
        typer.Option(metavar="NAME", help=N_("Which of the configured review terminals this is.")),
    ] = "",
    by: Annotated[
        str,
        typer.Option("--by", metavar="NO", help=N_("Open it for this person, without a badge.")),
    ] = "",
) -> None:
    from commands.screen import run_terminal

    def start(premises: "Premises", name: str) -> int:
        from screens.review.run import run_review

        return run_review(premises, name, opener(premises, name, by))

    run_terminal(context.obj, lambda config: review_named(config, terminal), start)


def opener(premises: "Premises", terminal: str, no: str) -> "Person | None":
    """Who opens it by command; None where badges do. Raises what `reviewer_by_number` does."""
    if not no:
        if premises.config.readers_of(terminal):
            return None
        raise WrongUsageError(
            N_("no reader is configured for {terminal}: no badge can open it"),
            N_("add one to keyroom.toml, or open it for a person with: keyroom review --by NO"),
            terminal=terminal,
        )
    from kiosk.reviewers import reviewer_by_number

    with premises.open(terminal) as office:
        return reviewer_by_number(office, no, premises.clock.read().utc)


def review_named(config: "Config", name: str) -> str:
    """The review terminal that is meant. Raises WrongUsageError."""
    return terminal_named(
        config,
        KIND,
        name,
        N_("no review terminal is called “{name}”"),
        N_("which review terminal is this?"),
    )
