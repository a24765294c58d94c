"""Notices to the billing centre about changes of post (BM-4): open, overdue, confirmed by a key."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import ClassVar
from zoneinfo import ZoneInfo

from rich.text import Text
from textual.binding import Binding, BindingType

from keyroom.language import N_, _
from kiosk.office import Office
from kiosk.privacy.right_change import RightChange, RightNotice
from kiosk.privacy.right_notices import ListedNotice
from kiosk.roles import ROLE_NAMES
from screens.review.ask import Ask
from screens.review.list_view import ListView
from screens.review.looks import Look, RightNoticesLook
from screens.review.news import Job
from screens.review.view import Session
from screens.widgets.sheet import Sheet
from screens.widgets.sheet_content import Cell, Column
from screens.widgets.tone import Tone

CONFIRM = Binding("c", "confirm", N_("The billing centre knows"))
USUAL = (N_("by telephone"), N_("in writing"), N_("through BOSS"))
"""Ways in which it is told: message ids."""
DONE_SHOWN = 50
"""So many of those that are confirmed; all are in the records."""


class BillingContent:
    """Notices as rows: what is overdue, what is open, what is done."""

    fixed = 0
    cells = range(0)

    def __init__(self, notices: Sequence[ListedNotice], now: datetime, zone: ZoneInfo) -> None:
        self._now = now
        self._zone = zone
        waiting = sorted(
            (each for each in notices if each.notice.confirmed is None),
            key=lambda each: each.notice.due,
        )
        done = [each for each in reversed(notices) if each.notice.confirmed is not None]
        self.overdue = [each for each in waiting if each.notice.is_overdue(now)]
        self.open = [each for each in waiting if not each.notice.is_overdue(now)]
        self.rows: list[ListedNotice | tuple[str, int]] = []
        for title, group, count in (
            (N_("overdue"), self.overdue, len(self.overdue)),
            (N_("to tell"), self.open, len(self.open)),
            (N_("confirmed"), done[:DONE_SHOWN], len(done)),
        ):
            if group:
                self.rows += [(title, count), *group]
        self.keys = [row.id if isinstance(row, ListedNotice) else "" for row in self.rows]

    def columns(self) -> Sequence[Column]:
        """Who, from what to what, by when, what became of it."""
        return (
            Column(_("name"), 8),
            Column(_("number"), 6),
            Column(_("change of post"), 26, grows=True),
            Column(_("tell by"), 11),
            Column(_("told"), 20, grows=True),
        )

    def row(self, index: int) -> Sequence[Cell]:
        """A heading with its count, or one notice."""
        row = self.rows[index]
        if not isinstance(row, ListedNotice):
            title, count = row
            return (Cell(f"{_(title)} {count}"),)
        notice = row.notice
        done = notice.confirmed is not None
        tone = Tone.FAINT if done else Tone.PLAIN
        due = Tone.BAD if notice.is_overdue(self._now) else tone
        return (
            Cell(row.name, tone if done else Tone.STRONG),
            Cell(notice.person, Tone.FAINT),
            Cell(change_words(notice.change), tone),
            Cell(short_time(notice.due, self._zone), due),
            Cell(told_words(notice, self._zone), tone),
        )

    def item(self, key: str) -> ListedNotice | None:
        """The notice under this key."""
        return next(
            (row for row in self.rows if isinstance(row, ListedNotice) and row.id == key), None
        )


class BillingView(ListView):
    """Shows what the billing centre must be told, and takes down that it was."""

    TITLE = N_("Billing centre")
    IS_COUNTED = True
    KEYS = (CONFIRM,)
    BINDINGS: ClassVar[list[BindingType]] = [*KEYS]

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._notices: Sequence[ListedNotice] | None = None

    @property
    def looks(self) -> Sequence[Look]:
        """All notices."""
        return (RightNoticesLook(),)

    @property
    def keys(self) -> Sequence[Binding]:
        """Only what can be done about the one under the cursor."""
        return self.KEYS if self._can_confirm else ()

    @property
    def item(self) -> ListedNotice | None:
        """What the cursor is on."""
        content = self._content
        return None if content is None else content.item(self.query_one(Sheet).key)

    def take(self, look: Look, seen: object) -> None:
        """The notices as they are now."""
        if look not in self.looks or not isinstance(seen, list):
            return
        self._notices = seen
        place = self.session.place
        content = BillingContent(seen, place.now(), place.zone)
        self.query_one(Sheet).show(content)
        self.post_message(self.Waiting(self, len(content.overdue) + len(content.open)))
        self._say()

    def on_sheet_moved(self) -> None:
        """Another one is under the cursor."""
        self._say()
        self.post_message(self.KeysChanged())

    def action_confirm(self) -> None:
        """Ask how it was told, then take it down."""
        item = self.item
        if item is None or not self._can_confirm or self.query_one(Ask).is_open:
            return

        def question() -> str:
            return _("{about}: how was the billing centre told?").format(about=about(item))

        self.query_one(Ask).ask(
            question, USUAL, lambda how: self._send(item, how), is_required=True
        )

    def _send(self, item: ListedNotice, how: str) -> None:
        place, by = self.session.place, self.session.person.no

        def run(office: Office) -> None:
            office.right_notices.confirm(item.id, how, by=by, now=place.now())

        self.session.do(Job(run, lambda: _("confirmed: {about}").format(about=about(item))))

    @property
    def _content(self) -> BillingContent | None:
        content = self.query_one(Sheet).content
        return content if isinstance(content, BillingContent) else None

    @property
    def _can_confirm(self) -> bool:
        item = self.item
        return (
            item is not None
            and item.notice.confirmed is None
            and item.notice.person != self.session.person.no
        )

    def _heading(self) -> Text:
        content = self._content
        if content is None:
            return Text(_("One moment…"))
        if not content.open and not content.overdue:
            return Text(_("The billing centre knows of every change of post."), Tone.GOOD)
        text = Text(_("{count} to tell").format(count=len(content.open) + len(content.overdue)))
        if content.overdue:
            late = _("{count} overdue").format(count=len(content.overdue))
            text.append("  ").append(late, Tone.BAD)
        return text

    def _whole(self) -> Text | str:
        item = self.item
        if item is None:
            return ""
        text = Text(about(item), Tone.STRONG)
        for line in self._facts(item):
            text.append("\n").append(line)
        return text

    def _facts(self, item: ListedNotice) -> Iterator[str]:
        zone, notice = self.session.place.zone, item.notice
        yield _("recorded {at}, due {due}; the rights here ended at once").format(
            at=short_time(notice.at, zone), due=short_time(notice.due, zone)
        )
        if notice.confirmed is not None:
            confirmed = notice.confirmed
            yield _("confirmed {at} by {by}: {how}").format(
                at=short_time(confirmed.at, zone), by=confirmed.by, how=confirmed.how
            )
        elif notice.person == self.session.person.no:
            yield _("nobody confirms the notice about himself")


def about(item: ListedNotice) -> str:
    """Whose change, and which."""
    return f"{item.name} {item.notice.person} {change_words(item.notice.change)}"


def change_words(change: RightChange) -> str:
    """From what to what."""
    before = _("not on the staff") if change.before is None else _(ROLE_NAMES[change.before])
    if change.after is None:
        after = _("leaves {day}").format(day=change.last_day)
    else:
        after = _(ROLE_NAMES[change.after])
    return f"{before} → {after}"


def told_words(notice: RightNotice, zone: ZoneInfo) -> str:
    """When the billing centre was told, by whom and how; nothing while it was not."""
    if notice.confirmed is None:
        return ""
    confirmed = notice.confirmed
    return f"{short_time(confirmed.at, zone)} {confirmed.by} {confirmed.how}"


def short_time(at: datetime, zone: ZoneInfo) -> str:
    """Month, day and time in the office's zone."""
    return f"{at.astimezone(zone):%m-%d %H:%M}"
