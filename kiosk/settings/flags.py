"""`[flags]`: from when on the access log is worth asking about (BM-7)."""

from typing import Annotated

from pydantic import Field

from keyroom.language import N_
from kiosk.settings.section import Section
from kiosk.settings.values import Count, Percent, Positive

Score = Annotated[float, Field(gt=0, le=1000, allow_inf_nan=False)]


class FlagKnobs(Section):
    """`[flags]`: thresholds; the defaults are tuned on the example office (docs/flags.md)."""

    days: Positive = Field(
        31, description=N_("BM-7: so many days back the supervisor's screen looks for flags")
    )
    grace_minutes: Count = Field(
        5, description=N_("BM-7: an access so near to a clock-in or clock-out is none to ask about")
    )
    after_hours_minutes: Count = Field(
        30, description=N_("BM-7: so long before work begins and after it ends is still usual")
    )
    others_a_day: Positive = Field(
        3, description=N_("BM-7: so many of others' customers opened by one person in a day")
    )
    volume_score: Score = Field(
        5.0, description=N_("BM-7: so many times the spread above the person's own median of a day")
    )
    volume_least: Positive = Field(
        15, description=N_("BM-7: fewer records in a day are never too many")
    )
    history_days: Positive = Field(
        30, description=N_("BM-7: so many days before a day are its history")
    )
    history_least: Positive = Field(
        5,
        description=N_("BM-7: with fewer days of his own, a person is held against the office's"),
    )
    viewers: Positive = Field(
        4, description=N_("BM-7: so many people who open the same customer in a day")
    )
    searches: Positive = Field(
        8, description=N_("BM-7: so many searches of one person within `search_minutes`")
    )
    search_minutes: Positive = Field(
        10, description=N_("BM-7: the minutes in which searches are counted")
    )
    refused: Positive = Field(
        4, description=N_("BM-7: so many refused tries of one person, or at one terminal, in a day")
    )
    business_days: Count = Field(
        3,
        description=N_(
            "BM-7: days in which business follows a reveal for that reason; 0: it is not asked for"
        ),
    )
    business_reveals: Positive = Field(
        2,
        description=N_("BM-7: so many customers revealed for business in a day, and none follows"),
    )
    second_percent: Percent = Field(
        90.0,
        description=N_("BM-7: the share of a person's authorisations that one person gives, %"),
    )
    second_least: Positive = Field(
        8, description=N_("BM-7: fewer authorisations in a month are no habit")
    )
    outage_minutes: Positive = Field(
        10, description=N_("BM-7: so long nobody could tap at the entrance in working hours")
    )
    jump_seconds: Positive = Field(
        60, description=N_("BM-7: a clock that jumped by so much, seconds")
    )
