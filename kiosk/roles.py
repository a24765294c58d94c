"""The roles of regulation §9, by the codes of the glossary."""

from enum import StrEnum

from keyroom.language import N_


class Role(StrEnum):
    """What a person is in the office; decides what he sees and may do."""

    ACCOUNT_MANAGER = "account_manager"
    TEAM_LEAD = "team_lead"
    ROOM_MANAGER = "room_manager"
    ACTING_MANAGER = "acting_manager"
    DEPT_GROUP = "dept_group"
    BRANCH_VP = "branch_vp"
    INFO_ADMIN = "info_admin"
    AGREEMENT_CUSTODIAN = "agreement_custodian"
    SYSTEM_ADMIN = "system_admin"

    @property
    def supervises(self) -> bool:
        """Whether this role's badge enrols badges, corrects taps and closes a terminal."""
        return self in SUPERVISORS

    @property
    def reviews(self) -> bool:
        """Whether this role's badge opens the supervisor's screen."""
        return self in REVIEWERS


SUPERVISORS = frozenset({Role.ROOM_MANAGER, Role.ACTING_MANAGER})
REVIEWERS = SUPERVISORS | {Role.DEPT_GROUP}
"""The department decides about managers (regulation §9)."""

ROLE_NAMES: dict[Role, str] = {
    Role.ACCOUNT_MANAGER: N_("account manager"),
    Role.TEAM_LEAD: N_("team lead"),
    Role.ROOM_MANAGER: N_("room manager"),
    Role.ACTING_MANAGER: N_("acting manager"),
    Role.DEPT_GROUP: N_("group customer department (reviewer)"),
    Role.BRANCH_VP: N_("deputy general manager for marketing"),
    Role.INFO_ADMIN: N_("information administrator"),
    Role.AGREEMENT_CUSTODIAN: N_("agreement custodian"),
    Role.SYSTEM_ADMIN: N_("system administrator"),
}
"""How each role is called on screens: message ids."""

CHINESE_ROLES: dict[str, Role] = {
    "客户经理": Role.ACCOUNT_MANAGER,
    "班组长": Role.TEAM_LEAD,
    "重要室经理": Role.ROOM_MANAGER,
    "临时负责人": Role.ACTING_MANAGER,
    "集团客户部": Role.DEPT_GROUP,
    "审核人": Role.DEPT_GROUP,
    "分管市场副总": Role.BRANCH_VP,
    "信息管理员": Role.INFO_ADMIN,
    "协议管理专人": Role.AGREEMENT_CUSTODIAN,
    "协议管理员": Role.AGREEMENT_CUSTODIAN,
    "系统管理员": Role.SYSTEM_ADMIN,
}
"""The regulation's own words, which lists of staff use, whatever language the screens speak."""
