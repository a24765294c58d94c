"""The root of every error that a person may see: what is wrong, where, and the remedy."""

from collections.abc import Callable


class KeyroomError(Exception):
    """A fault that a person can act on.

    `message` and `hint` are English message ids (mark them with `keyroom.language.N_`), with
    `{name}` places that `details` fill in. `str()` is the English line for logs; `shown()` is
    the line in the reader's language. Each package roots its own small hierarchy here.
    """

    def __init__(self, message: str, hint: str = "", /, **details: object) -> None:
        super().__init__(message, hint, details)
        self.message = message
        self.hint = hint
        self.details = details

    def shown(self, translate: Callable[[str], str]) -> str:
        """The whole line, message then remedy, translated first and filled in afterwards."""
        parts = (
            translate(part).format(**self.details) for part in (self.message, self.hint) if part
        )
        return " — ".join(parts)

    def __str__(self) -> str:
        return self.shown(lambda text: text)
