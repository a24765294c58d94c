"""Kinds of leave, by the codes of the glossary, and by the words of the regulation (D-16)."""

from enum import StrEnum

from keyroom.language import N_


class LeaveKind(StrEnum):
    """Why a person is away with permission."""

    PERSONAL = "leave.personal"
    SICK = "leave.sick"
    ANNUAL = "leave.annual"
    MARRIAGE = "leave.marriage"
    MATERNITY = "leave.maternity"
    PATERNITY = "leave.paternity"
    BEREAVEMENT = "leave.bereavement"
    WORK_INJURY = "leave.work_injury"
    COMP_OFF = "comp_off"
    OFFICIAL_ERRAND = "official_errand"
    BUSINESS_TRIP = "business_trip"
    FIELD_DUTY = "field_duty"

    @property
    def is_duty(self) -> bool:
        """Whether the person works elsewhere meanwhile: it counts as attendance."""
        return self in _DUTIES


_DUTIES = frozenset({LeaveKind.OFFICIAL_ERRAND, LeaveKind.BUSINESS_TRIP, LeaveKind.FIELD_DUTY})

CHINESE_KINDS: dict[str, LeaveKind] = {
    "事假": LeaveKind.PERSONAL,
    "病假": LeaveKind.SICK,
    "年休假": LeaveKind.ANNUAL,
    "年假": LeaveKind.ANNUAL,
    "婚假": LeaveKind.MARRIAGE,
    "产假": LeaveKind.MATERNITY,
    "陪产假": LeaveKind.PATERNITY,
    "丧假": LeaveKind.BEREAVEMENT,
    "工伤": LeaveKind.WORK_INJURY,
    "调休": LeaveKind.COMP_OFF,
    "公出": LeaveKind.OFFICIAL_ERRAND,
    "出差": LeaveKind.BUSINESS_TRIP,
    "外勤": LeaveKind.FIELD_DUTY,
}
"""The words of the regulation and of the configuration, whatever language the screens speak."""

LEAVE_NAMES: dict[LeaveKind, str] = {
    LeaveKind.PERSONAL: N_("personal leave"),
    LeaveKind.SICK: N_("sick leave"),
    LeaveKind.ANNUAL: N_("annual leave"),
    LeaveKind.MARRIAGE: N_("marriage leave"),
    LeaveKind.MATERNITY: N_("maternity leave"),
    LeaveKind.PATERNITY: N_("paternity leave"),
    LeaveKind.BEREAVEMENT: N_("bereavement leave"),
    LeaveKind.WORK_INJURY: N_("work injury"),
    LeaveKind.COMP_OFF: N_("time off in lieu"),
    LeaveKind.OFFICIAL_ERRAND: N_("official errand"),
    LeaveKind.BUSINESS_TRIP: N_("business trip"),
    LeaveKind.FIELD_DUTY: N_("field duty"),
}
"""How each kind is called on screens: message ids."""
