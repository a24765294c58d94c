"""A list of who looked at customers, the newest first: it draws what it is given, and no more."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from keyroom.language import N_, _
from kiosk.person import StaffNo
from kiosk.privacy.access_words import FIELD_NAMES, REASON_NAMES
from kiosk.privacy.accesses import ACCESS_NAMES, AccessResult
from kiosk.privacy.who_looked import Looked
from screens.widgets.sheet import Sheet
from screens.widgets.sheet_content import Cell, Column
from screens.widgets.tone import Tone

REFUSED = N_("{what}: refused")


class WhoLookedList(Sheet):
    """One line a look. Those of the reader himself are faint: he knows of them."""

    def __init__(self, rows: Sequence[Looked], zone: ZoneInfo, reader: StaffNo) -> None:
        super().__init__(id="who-looked")
        self._looks = WhoLookedContent(rows, zone, reader)

    def on_mount(self) -> None:
        """Show them."""
        self.show(self._looks)


class WhoLookedContent:
    """Looks as rows."""

    fixed = 0
    cells = range(0)

    def __init__(self, rows: Sequence[Looked], zone: ZoneInfo, reader: StaffNo) -> None:
        self._rows = rows
        self._zone = zone
        self._reader = reader
        self.keys = [row.id for row in rows]

    def columns(self) -> Sequence[Column]:
        """When, who, whose, what, why, how long."""
        return (
            Column(_("time"), 11),
            Column(_("who"), 12),
            Column(_("customer"), 14, grows=True),
            Column(_("what"), 20, grows=True),
            Column(_("reason"), 8, grows=True),
            Column(_("s"), 4, "right"),
        )

    def row(self, index: int) -> Sequence[Cell]:
        """One look."""
        row = self._rows[index]
        tone = Tone.FAINT if row.access.person == self._reader else Tone.PLAIN
        refused = row.access.result is AccessResult.REFUSED
        return (
            Cell(f"{row.access.at.astimezone(self._zone):%m-%d %H:%M}", Tone.FAINT),
            Cell(f"{row.name} {row.access.person or '-'}".strip(), tone),
            Cell(f"{row.customer} {row.group}".strip(), tone),
            Cell(what_words(row), Tone.BAD if refused else tone),
            Cell(reason_words(row), tone),
            Cell("" if row.access.seconds is None else f"{row.access.seconds:.0f}", Tone.FAINT),
        )


def what_words(row: Looked) -> str:
    """What was done: by name, with the fields and who authorised it besides."""
    access = row.access
    fields = ", ".join(_(FIELD_NAMES[field]) for field in access.fields)
    what = fields or _(ACCESS_NAMES[access.kind])
    if access.second_person is not None:
        what = f"{what} + {access.second_person}"
    return _(REFUSED).format(what=what) if access.result is AccessResult.REFUSED else what


def reason_words(row: Looked) -> str:
    """Why, in the words of the list or of the person; of a refusal nothing more is said."""
    access = row.access
    if access.result is AccessResult.REFUSED or not access.reason:
        return ""
    return _(REASON_NAMES.get(access.reason, access.reason))
