"""`keyroom attendance close`, `amend` and `decide`: what a month comes to, and who says so."""

from typing import TYPE_CHECKING, Annotated

import typer

from commands.exits import ExitCode
from commands.options import AsJson
from commands.output import complain, print_json, say
from commands.shell import Commands
from keyroom.language import N_, _

if TYPE_CHECKING:
    from kiosk.attendance.sheets.closing import MonthLook

MonthNamed = Annotated[str, typer.Argument(metavar="MONTH", help=N_("YYYY-MM, such as 2026-11."))]
Signed = Annotated[
    str, typer.Option("--by", metavar="NO", help=N_("Staff number of who signs for it."))
]
Because = Annotated[str, typer.Option("--reason", metavar="TEXT", help=N_("Why."))]


def offer_settling(app: Commands) -> None:
    """Declare the commands."""
    app.add("close", N_("Close a month for good; refused while something of it is undecided."))(
        close
    )
    app.add("amend", N_("Sign for what differs from what a closed month was settled at."))(amend)
    app.add("decide", N_("Decide about a line of an open month; nobody decides about himself."))(
        decide
    )


def close(
    context: typer.Context, month: MonthNamed, *, by: Signed, as_json: AsJson = False
) -> None:
    """Close the month."""
    from commands.office import open_office
    from kiosk.attendance.sheets.look_json import closed_json, open_json
    from kiosk.attendance.sheets.month import Month
    from kiosk.attendance.sheets.open_matters import OpenMattersError
    from kiosk.money import written_yuan

    chosen = Month.parse(month)
    with open_office(context.obj) as office:
        now = office.premises.clock.read().utc
        try:
            closed = office.closing.close(chosen, by=by, now=now)
        except OpenMattersError as refusal:
            if not as_json:
                raise
            matters = [open_json(each) for each in refusal.matters]
            print_json({"month": str(chosen), "closed": False, "open": matters})
            complain(refusal.headline(_))
            raise typer.Exit(ExitCode.NO) from refusal
    if as_json:
        print_json(closed_json(closed))
        return
    say(
        _("{month} is closed: {people} people, {amount} yuan").format(
            month=chosen, people=closed.people, amount=written_yuan(closed.total)
        )
    )
    say(_("digest {digest}").format(digest=closed.digest))


def amend(
    context: typer.Context,
    month: MonthNamed,
    *,
    by: Signed,
    reason: Because,
    as_json: AsJson = False,
) -> None:
    """Sign for the differences."""
    from commands.attendance_tables import difference_words
    from commands.office import open_office
    from kiosk.attendance.sheets.look_json import difference_json
    from kiosk.attendance.sheets.month import Month

    chosen = Month.parse(month)
    with open_office(context.obj) as office:
        now = office.premises.clock.read().utc
        signed = office.closing.amend(chosen, reason.strip(), by=by, now=now)
    if as_json:
        print_json(
            {
                "month": str(chosen),
                "by": by,
                "reason": reason.strip(),
                "differences": [difference_json(each) for each in signed],
            }
        )
        return
    for each in signed:
        for line in difference_words(each):
            say(line)
    say(
        _("{month}: differences signed by {by}: {count}").format(
            month=chosen, count=len(signed), by=by
        )
    )


def decide(
    context: typer.Context,
    line: Annotated[
        str,
        typer.Argument(metavar="LINE", help=N_("As `attendance month` shows it.")),
    ],
    verdict: Annotated[str, typer.Argument(metavar="VERDICT", help=N_("charge, waive or absent"))],
    *,
    by: Signed,
    reason: Because,
    as_json: AsJson = False,
) -> None:
    """Decide about a line."""
    from commands.office import open_office
    from kiosk.attendance.requests.words import parse_verdict
    from kiosk.attendance.sheets.line_name import parse_line

    decided = parse_verdict(verdict)
    with open_office(context.obj) as office:
        now = office.premises.clock.read().utc
        office.verdicts.give(line, decided, reason.strip(), by=by, now=now)
        owner, month = parse_line(line)
        (sheet,) = office.sheets.month(month, now, owner).people
    if as_json:
        print_json({"line": line, "verdict": decided.value, "total_fen": sheet.total})
        return
    from kiosk.attendance.judging.statuses import VERDICT_NAMES
    from kiosk.money import written_yuan

    say(
        _("{line}: {verdict}; {no} is charged {amount} yuan in {month}").format(
            line=line,
            verdict=_(VERDICT_NAMES[decided]),
            no=owner,
            amount=written_yuan(sheet.total),
            month=month,
        )
    )


def refuse_altered(look: "MonthLook") -> None:
    """Say plainly where a closed month is not what was settled; ends with exit code 1."""
    settlement = look.settlement
    if settlement is None or settlement.intact:
        return
    month = settlement.closed.month
    for no in settlement.altered:
        complain(
            _("{month}: the sheet of {no} is not the one that was settled").format(
                month=month, no=no
            )
        )
    if not settlement.closing_intact:
        complain(
            _("{month}: the sheets are not those of the digest {digest}").format(
                month=month, digest=settlement.closed.digest
            )
        )
    complain(_("find out what was changed with: keyroom log verify"))
    raise typer.Exit(ExitCode.NO)
