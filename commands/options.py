"""Options that many commands share, each declared once."""

from typing import Annotated

import typer

from keyroom.language import N_

AsJson = Annotated[bool, typer.Option("--json", help=N_("Print JSON, for programs."))]

OfPerson = Annotated[str, typer.Option("--person", metavar="NO", help=N_("Only this person's."))]
FirstDay = Annotated[
    str,
    typer.Option(
        "--from", metavar="DATE", help=N_("The first day: YYYY-MM-DD, today or yesterday.")
    ),
]
LastDay = Annotated[str, typer.Option("--to", metavar="DATE", help=N_("The last day, included."))]

By = Annotated[
    str,
    typer.Option(
        "--by", metavar="NO", help=N_("Staff number of who does this, for the ledger's record.")
    ),
]
