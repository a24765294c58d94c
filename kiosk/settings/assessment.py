"""Meetings, study, assessment and targets (HY, XX, KH, JK)."""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from keyroom.language import N_
from kiosk.money import Fen
from kiosk.settings.section import Conflict, Section
from kiosk.settings.values import Count, Day, Money, Percent, Positive

POINTS = 100
"""A sheet's points in all."""
JK_KNOWN_POINTS = 25
"""JK-2-1 to JK-2-3: the rows of the room manager's table that are not lost."""


def _sum_to(points: int, weights: Section) -> Iterator[Conflict]:
    total = sum(getattr(weights, name) for name in type(weights).model_fields)
    if total != points:
        yield Conflict(
            (),
            N_("the weights add up to {total}, not to {points}"),
            N_("change one so that they do"),
            {"total": total, "points": points},
        )


class MeetingKnobs(Section):
    """`[meeting]`: 晨会."""

    lead_minutes: Positive = Field(
        15, description=N_("D-24: the morning meeting begins so many minutes before work")
    )
    max_seconds: Positive = Field(900, description=N_("D-24: longer is an overrun, seconds"))
    min_seconds: Count = Field(600, description=N_("D-24: shorter gets a hint, seconds"))
    late_fine: Money = Field(
        Fen(0), description=N_("D-25: deduction for coming late, yuan; the regulation sets none")
    )
    prep_deadline: Literal["prev_workday_pm_end"] = Field(
        "prev_workday_pm_end", description=N_("D-26: when the host must be prepared")
    )
    weekly_day: Annotated[int, Field(ge=1, le=7)] = Field(
        5, description=N_("HY-4-2: weekday of the weekly meeting, 1 is Monday")
    )
    place: Annotated[str, Field(min_length=1, max_length=64)] = Field(
        "集团客户部", description=N_("HY-5-5: where meetings are held")
    )

    def conflicts(self) -> Iterator[Conflict]:
        """A meeting that is too short and too long at once."""
        if self.min_seconds > self.max_seconds:
            yield Conflict(
                ("min_seconds",),
                N_("the least length of {least} s is above the greatest of {most} s"),
                N_("the regulation says 10 to 15 minutes"),
                {"least": self.min_seconds, "most": self.max_seconds},
            )


class StudyKnobs(Section):
    """`[study]`: 学习日."""

    every_days: Positive = Field(14, description=N_("D-30: a study day every so many days"))
    anchor: Day | None = Field(
        None, description=N_("D-30: a date on which a study day falls; left out: not planned yet")
    )
    shift: Literal["next"] = Field(
        "next", description=N_("D-30: a study day on a day off moves to the next working day")
    )
    test_month: Literal["next"] = Field(
        "next", description=N_("D-31: the test comes in the month after the study days it covers")
    )


class RankKnobs(Section):
    """`[rank]`: 最优 and 最差."""

    tie: Literal["joint"] = Field("joint", description=N_("D-32: equal scores share the title"))


class StreakKnobs(Section):
    """`[streak]`: 连续三次."""

    n: Positive = Field(3, description=N_("D-33: so many in a row make a streak"))
    mode: Literal["reset", "rolling"] = Field(
        "reset", description=N_("D-33: whether the count starts again after a streak")
    )
    worst_percent: Percent = Field(
        10.0,
        description=N_("D-34: part of the month's performance pay that a worst streak costs, %"),
    )


class ScoreKnobs(Section):
    """`[score]`: points between and below the goals."""

    base_ratio: Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)] = Field(
        0.90, description=N_("D-35: part of the points for meeting the base goal")
    )
    between: Literal["flat", "linear"] = Field(
        "flat", description=N_("D-35: points between base and challenge goal")
    )
    below: Literal["proportional", "zero"] = Field(
        "proportional", description=N_("D-35: points below the base goal")
    )


class KhWeightsKnobs(Section):
    """`[kh.weights]`: points of an account manager's five dimensions."""

    revenue: Count = Field(20, description=N_("D-36: points for group revenue"))
    ict_revenue: Count = Field(20, description=N_("D-36: points for informatisation revenue"))
    members: Count = Field(20, description=N_("D-36: points for members reached"))
    products: Count = Field(20, description=N_("D-36: points for group products"))
    retention: Count = Field(20, description=N_("D-36: points for retention"))

    def conflicts(self) -> Iterator[Conflict]:
        """Points that do not add up."""
        yield from _sum_to(POINTS, self)


class KhKnobs(Section):
    """`[kh]`: assessment of account managers."""

    weights: KhWeightsKnobs = Field(
        KhWeightsKnobs(), description=N_("D-36: points of the five dimensions, 100 in all")
    )


class JkWeightsKnobs(Section):
    """`[jk.weights]`: the room manager's indicators whose points the source has lost."""

    group_revenue: Count = Field(20, description=N_("D-38: points for group revenue"))
    ict_revenue: Count = Field(15, description=N_("D-38: points for informatisation revenue"))
    members_reached: Count = Field(10, description=N_("D-38: points for members reached"))
    new_groups: Count = Field(8, description=N_("D-38: points for new group customers"))
    group_ringback: Count = Field(5, description=N_("D-38: points for corporate ring-back tones"))
    product_groups: Count = Field(7, description=N_("D-38: points for groups with products"))
    highvalue_retention: Count = Field(
        5, description=N_("D-38: points for retention of high-value customers")
    )
    new_numbers: Count = Field(5, description=N_("D-38: points for new numbers"))

    def conflicts(self) -> Iterator[Conflict]:
        """Points that do not add up with the 25 known ones."""
        yield from _sum_to(POINTS - JK_KNOWN_POINTS, self)


class JkKnobs(Section):
    """`[jk]`: assessment of the room manager."""

    weights: JkWeightsKnobs = Field(
        JkWeightsKnobs(), description=N_("D-38: a draft, 75 points in all, to be confirmed")
    )
    weights_confirmed: bool = Field(
        default=False,
        description=N_("D-38: until true, every sheet says that the weights are not confirmed"),
    )
    acting: Literal["prorate"] = Field(
        "prorate", description=N_("D-51: an acting manager's score counts by days served")
    )


class ChurnKnobs(Section):
    """`[churn]`: 离网率."""

    limit: Percent = Field(2.0, description=N_("D-37: full points up to this rate, %"))
    zero_at: Percent = Field(4.0, description=N_("D-37: no points from this rate on, %"))
    denominator: Literal["opening"] = Field(
        "opening",
        description=N_("D-37: the rate refers to customers at the beginning of the month"),
    )

    def conflicts(self) -> Iterator[Conflict]:
        """A slope without a width."""
        if self.zero_at <= self.limit:
            yield Conflict(
                ("zero_at",),
                N_(
                    "no points at {zero} percent leaves no room above full points at {full} percent"
                ),
                N_("the regulation's ceiling is 2"),
                {"zero": self.zero_at, "full": self.limit},
            )


class DecompKnobs(Section):
    """`[decomp]`: 指标分解."""

    month_weights: Annotated[
        tuple[Count, ...], Field(strict=False, min_length=12, max_length=12)
    ] = Field((1,) * 12, description=N_("D-39: shares of the twelve months in a year's target"))
    am_weights: dict[str, Count] = Field(
        {}, description=N_("D-39: shares of account managers by staff number; left out: equal")
    )

    def conflicts(self) -> Iterator[Conflict]:
        """A year without any month."""
        if not any(self.month_weights):
            yield Conflict(
                ("month_weights",),
                N_("every month has the weight 0"),
                N_("at least one month must have a share"),
            )
