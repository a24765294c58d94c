"""What a customer is visited for, each with the clause of the regulation that asks for it."""

from enum import StrEnum
from typing import Final

from keyroom.language import N_
from kiosk.errors import BadCellError


class Purpose(StrEnum):
    """The purpose of a planned visit."""

    REGULAR = "regular"
    REQUEST = "request"
    """An application or an errand: handsets, bills, cards."""
    MATERIAL = "material"
    DEMONSTRATION = "demonstration"
    TRAINING = "training"
    CARE = "care"
    PROMOTION = "promotion"
    PRODUCT = "product"
    """An industry product: agreement, rollout, use."""
    FEEDBACK = "feedback"
    OTHER = "other"


PURPOSE_CLAUSES: Final[dict[Purpose, str]] = {
    Purpose.REGULAR: "GZ-3-9",
    Purpose.REQUEST: "GZ-3-9",
    Purpose.MATERIAL: "GZ-3-10",
    Purpose.DEMONSTRATION: "GZ-3-10",
    Purpose.TRAINING: "GZ-3-10",
    Purpose.CARE: "GZ-3-11",
    Purpose.PROMOTION: "GZ-3-12",
    Purpose.PRODUCT: "GZ-3-13",
    Purpose.FEEDBACK: "GZ-3-14",
    Purpose.OTHER: "GZ-3-7",
}
"""The clause that each serves."""

PURPOSE_NAMES: dict[Purpose, str] = {
    Purpose.REGULAR: N_("regular visit"),
    Purpose.REQUEST: N_("application or errand"),
    Purpose.MATERIAL: N_("leaflets"),
    Purpose.DEMONSTRATION: N_("demonstration"),
    Purpose.TRAINING: N_("training"),
    Purpose.CARE: N_("customer care"),
    Purpose.PROMOTION: N_("promotion"),
    Purpose.PRODUCT: N_("industry product"),
    Purpose.FEEDBACK: N_("opinions on products"),
    Purpose.OTHER: N_("other purpose"),
}
"""How each is called on screens: message ids."""

CHINESE_PURPOSES: Final[dict[str, Purpose]] = {
    "例行走访": Purpose.REGULAR,
    "走访": Purpose.REGULAR,
    "办理业务": Purpose.REQUEST,
    "宣传资料": Purpose.MATERIAL,
    "业务演示": Purpose.DEMONSTRATION,
    "业务培训": Purpose.TRAINING,
    "客户关怀": Purpose.CARE,
    "营销推广": Purpose.PROMOTION,
    "行业产品": Purpose.PRODUCT,
    "意见收集": Purpose.FEEDBACK,
    "其他": Purpose.OTHER,
}
"""The words of paper books, which lists use whatever language the screens speak."""


def parse_purpose(text: str) -> Purpose:
    """A purpose by its code or its Chinese word. Raises BadCellError."""
    found = CHINESE_PURPOSES.get(text)
    if found is not None:
        return found
    try:
        return Purpose(text.lower())
    except ValueError:
        raise BadCellError(
            N_("“{text}” is no purpose of a visit"),
            N_("write one of {purposes}"),
            text=text,
            purposes=", ".join(Purpose),
        ) from None
