"""What the wall says. Pure; in the language in use."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from keyroom.language import N_, _
from kiosk.meetings.agenda import MEETING_KIND_NAMES, NOTHING, MeetingKind
from kiosk.meetings.attending import Attendance
from kiosk.meetings.hosts import HOST_REASON_NAMES, HostReason
from kiosk.meetings.running import Length
from kiosk.meetings.wall_service import Outcome, Purpose, Tapped
from kiosk.meetings.wall_view import Card, CardKind, Held, MeetingView, Next, Phase
from kiosk.money import written_yuan
from kiosk.privacy.embargo import EMBARGO_NAMES, Embargo
from screens.entrance.words import short_date, signed_span
from screens.widgets.tone import Tone

Forms = tuple[str, ...]
"""A line, then shorter forms of it, for where the whole cannot be large."""

SEAT_SIGNS: dict[Attendance | None, tuple[str, Tone]] = {
    Attendance.PRESENT: ("●", Tone.GOOD),
    Attendance.LATE: ("◆", Tone.WARN),
    Attendance.MISSING: ("×", Tone.BAD),
    Attendance.EXCUSED: ("△", Tone.CALM),
    None: ("○", Tone.FAINT),
}
"""Only characters of GB 2312: every font that has Chinese has those."""

PURPOSES: dict[Purpose, str] = {
    Purpose.START: N_("To start: the host's badge, here or at the entrance"),
    Purpose.CHECK: N_("To sign for the books: the host's badge, here or at the entrance"),
    Purpose.VOID: N_("To take the start back: the host's badge, here or at the entrance"),
    Purpose.CLOSE: N_("To close the wall: a supervisor's badge, here or at the entrance"),
}
OUTCOMES: dict[Outcome, str] = {
    Outcome.CAME: N_("{name} is here"),
    Outcome.THERE: N_("{name} is here already"),
    Outcome.STARTED: N_("{name} has started the meeting"),
    Outcome.CHECKED: N_("{name} has signed for the books"),
    Outcome.VOIDED: N_("{name} has taken the start back"),
    Outcome.CLOSED: N_("{name} closes the wall"),
}
CARD_TITLES: dict[CardKind, str] = {
    CardKind.WORDING: N_("One wording of today"),
    CardKind.PRAISE: N_("Praise"),
    CardKind.BULLETIN: N_("Circular"),
    CardKind.ACTION: N_("Agreed"),
}


def span(seconds: int) -> str:
    """A length of time on a clock: `04:05`, `1:04:05`."""
    minutes, second = divmod(seconds, 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02}:{second:02}" if hours else f"{minute:02}:{second:02}"


def named(people: Sequence[str]) -> str:
    """Names in one line."""
    return _(", ").join(people)


def kind_name(kind: MeetingKind) -> str:
    """What a meeting is called."""
    return _(MEETING_KIND_NAMES[kind])


def heading(meeting: MeetingView, phase: Phase) -> Forms:
    """The line over a meeting: its block, or its name and time."""
    if meeting.block is not None and phase is Phase.RUNNING:
        block = meeting.block
        return f"{block.number}/{block.count} {_(block.title)}", _(block.title)
    return f"{kind_name(meeting.kind)} {meeting.planned:%H:%M}", kind_name(meeting.kind)


def total(meeting: MeetingView, phase: Phase) -> Forms:
    """The time that the room looks at; then the time alone."""
    seconds, form = meeting.seconds, "{time}"
    if phase is Phase.SOON:
        form = _("begins in {time}")
    elif phase is Phase.DUE:
        form = _("not begun for {time}")
    elif meeting.left_s is not None:
        seconds = abs(meeting.left_s)
        form = _("over by {time}") if meeting.left_s < 0 else _("{time} left")
    return form.format(time=span(seconds)), span(seconds)


def block_time(meeting: MeetingView) -> str:
    """For how long the block has run."""
    if meeting.block is None:
        return ""
    return _("this block {time}").format(time=span(meeting.block.seconds))


def host_line(meeting: MeetingView, place: str) -> Forms:
    """Who hosts and why, and where; then shorter forms."""
    reason = _(HOST_REASON_NAMES[meeting.reason])
    if not meeting.host:
        return (reason,)
    host = _("Host {name}").format(name=meeting.host)
    shown = host if meeting.reason is HostReason.TEAM_LEAD else f"{host} · {reason}"
    return f"{shown} · {place}", shown, host, meeting.host


def block_text(meeting: MeetingView) -> str:
    """What the host has prepared for the block."""
    text = meeting.block.text if meeting.block else ""
    if not text.strip():
        return _("not prepared")
    return _("nothing today") if text.strip() == NOTHING else text


def before_text(meeting: MeetingView) -> str:
    """What is said while a meeting waits to be started."""
    if meeting.why:
        return meeting.why
    if meeting.unfilled:
        lacking = _("Blocks not prepared: {count} of {all}")
        return lacking.format(count=meeting.unfilled, all=meeting.blocks)
    return _("All blocks are prepared")


def book_lines(meeting: MeetingView, turn: int) -> tuple[Forms, ...]:
    """Whose books are missing. Where not all names can be large, they take turns."""
    books = meeting.books
    if books is None:
        return ()
    lines = [
        _some(_(form), names, turn)
        for form, names in (
            (N_("No visit log: {names}"), books.visit_logs),
            (N_("No plan: {names}"), books.plan_books),
        )
        if names
    ]
    if books.signed:
        lines.append((_("The host has signed for the books"), _("Books signed")))
    elif not lines:
        lines.append((_("All books are kept"),))
    return tuple(lines)


def _some(form: str, names: Sequence[str], turn: int) -> Forms:
    """All names; then fewer and fewer of them, beginning with another at each turn."""
    first = turn % len(names)
    turned = [*names[first:], *names[:first]]
    fewer = range(len(names) - 1, 0, -1)
    return (
        form.format(names=named(names)),
        *(form.format(names=f"{named(turned[:n])} +{len(names) - n}") for n in fewer),
    )


def held_lines(held: Held | None, turn: int) -> tuple[Forms, ...]:
    """How the last meeting went, and whose notes are missing."""
    if held is None:
        return ()
    kind = kind_name(held.kind)
    if held.length is None:
        return ((_("The {kind} was not held").format(kind=kind),),)
    took = _("The {kind} took {time}").format(kind=kind, time=span(held.length.seconds))
    hints = length_hints(held.length)
    lines: list[Forms] = [(" · ".join((took, *hints)), " · ".join((took, *hints[:1])), took)]
    if held.minutes_missing:
        lines.append(_some(_("No notes yet: {names}"), held.minutes_missing, turn))
    return tuple(lines)


def length_hints(length: Length) -> tuple[str, ...]:
    """What is to be said of a meeting's length."""
    hints = []
    if length.overrun_s:
        hints.append(_("over by {time}").format(time=span(length.overrun_s)))
    if length.short:
        hints.append(_("short"))
    if length.into_work_time:
        hints.append(_("into work time"))
    return tuple(hints)


def next_line(following: Next | None, now: datetime) -> Forms:
    """Which meeting is next, who hosts it, and whether it is prepared; then shorter forms."""
    if following is None:
        return ("",)
    planned = following.planned
    time = f"{planned:%H:%M}" if planned.date() == now.date() else f"{planned:%m-%d %H:%M}"
    kind = kind_name(following.kind)
    whole = [f"{kind} {time}"]
    if following.host:
        whole.append(_("Host {name}").format(name=following.host))
    if following.prepared:
        whole.append(_("prepared"))
    elif following.prepared_by is not None:
        due = f"{following.prepared_by:%m-%d %H:%M}"
        whole.append(_("to be prepared by {time}").format(time=due))
    return " · ".join(whole), f"{kind} {time} · {following.host}", f"{kind} {time}"


def card_words(card: Card) -> tuple[str, str]:
    """A card's title and its text."""
    title = _(CARD_TITLES[card.kind])
    if card.bulletin is not None:
        found = card.bulletin
        text = _("{name}, {day}: private errand in working hours ({rule})").format(
            name=card.name, day=short_date(found.day), rule=found.rule.value
        )
        if found.amount is not None:
            text += _("; deduction {amount} yuan").format(amount=written_yuan(found.amount))
        return title, text
    if card.kind is CardKind.ACTION:
        due = "" if card.due is None else _("by {day}").format(day=short_date(card.due))
        late = _("overdue") if card.overdue else ""
        return title, f"{card.name}: " + " · ".join(filter(None, (card.text, due, late)))
    return title, card.text


def announcement(embargo: Embargo) -> tuple[str, str]:
    """What is public, as a card."""
    title = f"{_(EMBARGO_NAMES[embargo.kind])} · {embargo.title}"
    return title, embargo.text


def tapped_words(tapped: Tapped) -> str:
    """What a badge has done."""
    return _(OUTCOMES[tapped.outcome]).format(name=tapped.person.name)


def old_line(seconds: float, now: datetime, zone: ZoneInfo) -> str:
    """That what stands on the wall is old."""
    at = (now - timedelta(seconds=seconds)).astimezone(zone)
    return _("What stands here is of {time}").format(time=f"{at:%H:%M:%S}")


def clock_line(off: timedelta) -> str:
    """That the clock was moved."""
    return _("The clock was moved by {span}; lengths are measured all the same").format(
        span=signed_span(off)
    )
