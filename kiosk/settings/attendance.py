"""Lateness, absence, leave and their deductions (KQ-2; D-03 to D-23)."""

from collections.abc import Iterator
from datetime import time
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import Field

from keyroom.language import N_
from kiosk.money import Fen, yuan
from kiosk.roles import Role
from kiosk.settings.section import Conflict, Section
from kiosk.settings.values import ClockTime, Count, Money, Percent, Positive

LeaveKind = Literal[
    "事假",
    "病假",
    "年休假",
    "婚假",
    "产假",
    "陪产假",
    "丧假",
    "工伤",
    "调休",
    "公出",
    "出差",
    "外勤",
]
"""Leave by the regulation's own words; all but the first two are protected (D-16)."""


class AttendanceKnobs(Section):
    """`[attendance]`: how taps become punches, and what lateness costs."""

    punches_per_day: Literal[2, 4] = Field(
        4, description=N_("D-06: 4 with lunch, or 2: only the morning's in and the evening's out")
    )
    rounding: Literal["floor_minute", "second"] = Field(
        "floor_minute", description=N_("D-03: times are cut to the minute before they are compared")
    )
    tier_limits: Annotated[tuple[Positive, ...], Field(strict=False)] = Field(
        (30, 60), description=N_("D-04: upper bounds of the lateness tiers in minutes, inclusive")
    )
    tier_fines: Annotated[tuple[Money, ...], Field(strict=False, min_length=1)] = Field(
        (yuan(50), yuan(100), yuan(200)),
        description=N_("D-04: deduction of each tier in yuan, one more than there are limits"),
    )
    tier_edge: Literal["lower", "higher"] = Field(
        "lower", description=N_("D-04: which tier a time exactly at a limit belongs to")
    )
    dedupe_seconds: Count = Field(
        60, description=N_("D-08: a tap this soon after the last kept one is a duplicate, seconds")
    )
    day_cutoff: ClockTime = Field(
        time(4), description=N_("D-07: an attendance day runs from this time to the same next day")
    )
    split: Literal["mid_gap"] = Field(
        "mid_gap", description=N_("D-07: taps from the middle of the lunch gap on are afternoon's")
    )
    infer_direction: bool = Field(
        default=True,
        description=N_("D-08: whether the direction of a tap that carries none is inferred"),
    )
    late_as_absent_after: Positive | None = Field(
        None,
        description=N_(
            "D-10: lateness beyond this many minutes counts as absence; left out: never"
        ),
    )

    def conflicts(self) -> Iterator[Conflict]:
        """Tiers that do not rise, or do not match their deductions."""
        for index, (lower, upper) in enumerate(pairwise(self.tier_limits), start=1):
            if upper <= lower:
                yield Conflict(
                    ("tier_limits", index),
                    N_("the limits do not rise: {upper} comes after {lower}"),
                    N_("write the upper bounds from the lowest to the highest"),
                    {"lower": lower, "upper": upper},
                )
        wanted = len(self.tier_limits) + 1
        if len(self.tier_fines) != wanted:
            yield Conflict(
                ("tier_fines",),
                N_("{limits} limits make {wanted} tiers, but there are {fines} deductions"),
                N_("the last tier has no upper bound"),
                {
                    "limits": len(self.tier_limits),
                    "wanted": wanted,
                    "fines": len(self.tier_fines),
                },
            )


class AbsenceKnobs(Section):
    """`[absence]`: 旷工."""

    unit: Literal["session", "day"] = Field(
        "session", description=N_("D-09: what counts as one absence: half a day, or a day")
    )
    fine: Money = Field(yuan(100), description=N_("KQ-2-2: deduction for one absence, yuan"))
    min_equal_late: bool = Field(
        default=False,
        description=N_("D-10: whether an absence costs at least what the longest lateness does"),
    )


class ErrandKnobs(Section):
    """`[errand]`: private errands on duty."""

    fine: Money = Field(yuan(200), description=N_("KQ-2-3: deduction for each discovery, yuan"))


class StackKnobs(Section):
    """`[stack]`: one act, one deduction."""

    absence_and_errand: bool = Field(
        default=False,
        description=N_("D-19: whether an errand inside an absent session costs both deductions"),
    )


class UniformKnobs(Section):
    """`[uniform]`: 工作服."""

    fine: Money = Field(yuan(50), description=N_("KQ-2-4: deduction, yuan"))
    max_per_day: Positive = Field(
        1, description=N_("D-20: at most so many a person and working day")
    )


class BulletinKnobs(Section):
    """`[bulletin]`: 片区通报."""

    days: Positive = Field(
        7, description=N_("D-21: calendar days on the wall, the day of approval included")
    )
    show_amount: bool = Field(
        default=False,
        description=N_("D-21: whether a circular names the amount"),
    )


class DisciplineKnobs(Section):
    """`[discipline]`: whom deductions can reach."""

    roles: Annotated[tuple[Annotated[Role, Field(strict=False)], ...], Field(strict=False)] = Field(
        (Role.ACCOUNT_MANAGER, Role.TEAM_LEAD),
        description=N_("D-22: roles that can be fined; the others' punches are only recorded"),
    )


class LeaveKnobs(Section):
    """`[leave]`: 请假."""

    free_per_month: Count = Field(
        3, description=N_("D-14: so many counted leaves a month cost nothing")
    )
    fine: Money = Field(yuan(100), description=N_("KQ-2-5: deduction, yuan"))
    fine_mode: Literal["once", "per_extra"] = Field(
        "once", description=N_("D-14: once a month, or for each leave beyond the free ones")
    )
    counted_types: Annotated[tuple[LeaveKind, ...], Field(strict=False)] = Field(
        ("事假", "病假"),
        description=N_("D-16: kinds of leave that count; protected leave does not"),
    )
    count_by: Literal["application"] = Field(
        "application", description=N_("D-15: one approved application is one leave")
    )
    month_of: Literal["start"] = Field(
        "start", description=N_("D-15: a leave belongs to the month of its first day")
    )


class VisitKnobs(Section):
    """`[visit]`: 出访."""

    excuses_punch: bool = Field(
        default=True,
        description=N_("D-18: whether an approved visit waives the punches that fall within it"),
    )
    max_interval_days: Positive = Field(
        30, description=N_("GZ-3-9: a customer not visited for so many days is due")
    )


class PrepKnobs(Section):
    """`[prep]`: 提前到岗."""

    minutes: Count = Field(10, description=N_("D-13: arrive so many minutes before work starts"))
    sessions: Annotated[tuple[Literal["am", "pm"], ...], Field(strict=False)] = Field(
        ("am", "pm"), description=N_("D-13: sessions before which it is reminded")
    )
    fine: Money = Field(Fen(0), description=N_("D-13: deduction, yuan; the regulation sets none"))


class MissingPunchKnobs(Section):
    """`[missing_punch]`: 缺卡."""

    unresolved: Literal["block_close", "absent", "ignore"] = Field(
        "block_close", description=N_("D-11: what an undecided missing punch does to the month")
    )


class CorrectionKnobs(Section):
    """`[correction]`: 补卡."""

    max_per_month: Count = Field(3, description=N_("D-12: at most so many a month and person"))
    deadline_day: Annotated[int, Field(ge=1, le=28)] = Field(
        3, description=N_("D-12: last day of the next month to ask for one")
    )


class PayrollKnobs(Section):
    """`[payroll]`: the cap on deductions."""

    cap_percent: Percent = Field(
        20.0,
        description=N_("D-23: part of the month's wage beyond which deductions are flagged, %"),
    )
    cap_mode: Literal["warn", "cap", "off"] = Field(
        "warn", description=N_("D-23: warn, cut the deductions there, or leave them")
    )
    minimum_wage: Money | None = Field(
        None,
        description=N_("D-23: the local minimum wage of a month, yuan; left out: not looked at"),
    )
