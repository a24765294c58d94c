"""Options that many commands share, each declared once."""

from typing import Annotated

import typer

from keyroom.language import N_

AsJson = Annotated[bool, typer.Option("--json", help=N_("Print JSON, for programs."))]

By = Annotated[
    str,
    typer.Option(
        "--by", metavar="NO", help=N_("Staff number of who does this, for the ledger's record.")
    ),
]
