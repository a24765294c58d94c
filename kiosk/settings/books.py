"""Books, confidentiality, agreements, equipment and business (GZ, BM, XY, SB, YW)."""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from keyroom.language import N_
from kiosk.privacy.enquiries.judge import EnquiryRules
from kiosk.settings.section import Conflict, Section
from kiosk.settings.values import Percent, Positive


class VisitBookKnobs(Section):
    """`[visitbook]`: 出访登记本."""

    require_declaration: bool = Field(
        default=True,
        description=N_("D-27: whether a day without a visit must be declared"),
    )


class CareKnobs(Section):
    """`[care]`: 离网必防."""

    drop_percent: Percent = Field(
        30.0, description=N_("GZ-3-11: spending this far below the mean of 3 months is an alert, %")
    )


class PrivacyKnobs(Section):
    """`[privacy]`: the desk locks itself."""

    idle_lock_s: Positive = Field(
        60, description=N_("D-44: seconds without a key until the desk locks")
    )
    warn_s: Positive = Field(10, description=N_("D-44: seconds of warning before that"))
    require_presence: bool = Field(
        default=True,
        description=N_(
            "BM-1: whether only a reader that sees a badge lie on it (PC/SC) opens the desk"
        ),
    )

    def conflicts(self) -> Iterator[Conflict]:
        """A warning that would last from the first moment on."""
        if self.warn_s >= self.idle_lock_s:
            yield Conflict(
                ("warn_s",),
                N_("a warning of {warn} s does not fit into {idle} s"),
                N_("the warning is part of the idle time"),
                {"warn": self.warn_s, "idle": self.idle_lock_s},
            )


class InquiryKnobs(Section):
    """`[inquiry]`: 司法查询."""

    min_officers: Positive = Field(
        2, description=N_("D-43: at least so many officers with a work ID")
    )
    require_notice: bool = Field(
        default=True,
        description=N_("D-43: whether a written notice must be shown"),
    )
    notice_days: Positive = Field(
        30, description=N_("BM-2b, days that a paper is valid which states no time limit itself")
    )

    def rules(self) -> EnquiryRules:
        """What enquiries are judged by."""
        return EnquiryRules(self.min_officers, self.require_notice, self.notice_days)


class RoleChangeKnobs(Section):
    """`[rolechange]`: 岗位变动."""

    due: Literal["same_day", "next_workday"] = Field(
        "same_day", description=N_("D-45: when the billing centre must have been told")
    )


class DestroyKnobs(Section):
    """`[destroy]`: 销毁."""

    signatures: Positive = Field(2, description=N_("D-49: so many signatures under a destruction"))


class SlaKnobs(Section):
    """`[sla]`: acceptance in three minutes."""

    seconds: Positive = Field(180, description=N_("D-28: seconds for an acceptance, inclusive"))
    pausable: bool = Field(
        default=False,
        description=N_("D-28: whether the timer can be paused"),
    )
    id_required: bool = Field(
        default=True,
        description=N_("D-29: whether a complete ID copy is needed to finish"),
    )


class IdCopyKnobs(Section):
    """`[id]`: 身份证复印件."""

    sides: Annotated[int, Field(ge=1, le=2)] = Field(
        2, description=N_("D-29: sides of the ID card that a complete copy shows")
    )


class AgreementKnobs(Section):
    """`[agreement]`: 集团协议."""

    void_mark: Annotated[str, Field(min_length=1, max_length=16)] = Field(
        "×××", description=N_("D-46: the mark on a void agreement")
    )
    archive_days: Positive = Field(
        3, description=N_("D-48: working days to hand in a signed agreement")
    )
    stocktake_due: Literal["last_workday"] = Field(
        "last_workday", description=N_("D-47: when the month's stocktake is due")
    )


class FaultKnobs(Section):
    """`[fault]`: 设备故障."""

    report_target_min: Positive = Field(
        30, description=N_("D-50: minutes from finding a fault to reporting it")
    )
