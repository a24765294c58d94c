"""Options that many commands share, each declared once."""

from typing import Annotated

import typer

from keyroom.language import N_

AsJson = Annotated[
    bool, typer.Option("--json", help=N_("Print JSON for programs, in UTC and English."))
]
