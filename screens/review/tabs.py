"""The tabs of the supervisor's screen and their views, as a table."""

from collections.abc import Callable
from dataclasses import dataclass

from keyroom.language import N_
from screens.review.view import Session, View
from screens.review.views.billing import BillingView
from screens.review.views.flags import FlagsView
from screens.review.views.integrity import IntegrityView
from screens.review.views.log import LogView
from screens.review.views.month import MonthView
from screens.review.views.presence import PresenceView
from screens.review.views.queue import QueueView
from screens.review.views.settle import SettleView
from screens.review.views.trends import TrendsView


@dataclass(frozen=True, slots=True)
class ViewSpec:
    """One view of a tab; its key is its place in the tab, from 1."""

    title: str
    """A message id."""
    make: Callable[[Session], View]


@dataclass(frozen=True, slots=True)
class Tab:
    """One chapter of the regulation."""

    title: str
    """A message id."""
    views: tuple[ViewSpec, ...]


ATTENDANCE = Tab(
    N_("Attendance"),
    (
        ViewSpec(PresenceView.TITLE, PresenceView),
        ViewSpec(MonthView.TITLE, MonthView),
        ViewSpec(QueueView.TITLE, QueueView),
        ViewSpec(SettleView.TITLE, SettleView),
        ViewSpec(TrendsView.TITLE, TrendsView),
    ),
)

CONFIDENTIALITY = Tab(
    N_("Confidentiality"),
    (
        ViewSpec(LogView.TITLE, LogView),
        ViewSpec(FlagsView.TITLE, FlagsView),
        ViewSpec(IntegrityView.TITLE, IntegrityView),
        ViewSpec(BillingView.TITLE, BillingView),
    ),
)

TABS = (ATTENDANCE, CONFIDENTIALITY)
