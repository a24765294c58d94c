"""What a piece of work at the desk shows: plain data, and all there is to draw."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Page:
    """What a piece of work shows."""

    @property
    def customer(self) -> str | None:
        """The customer whose personal data is on it, masked or clear; None where nobody's is."""
        return None
