"""The options of the whole program: `--home` and `--lang`, which may stand anywhere on the line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from commands.exits import WrongUsageError
from keyroom.language import N_, Language, use

if TYPE_CHECKING:
    from kiosk.home import Home

HOME_OPTION = "--home"
LANGUAGE_OPTION = "--lang"
VERSION_OPTION = "--version"
LANGUAGE_VARIABLE = "KEYROOM_LANG"

_LANGUAGES = {
    "zh": Language.CHINESE,
    "zh_cn": Language.CHINESE,
    "en": Language.ENGLISH,
    "en_us": Language.ENGLISH,
    "en_gb": Language.ENGLISH,
}


@dataclass(slots=True)
class Invocation:
    """What this run of the program was asked for besides its command; every command's `obj`."""

    home_folder: Path | None = None
    """None: what KEYROOM_HOME names, else the platform's data folder."""
    language: Language | None = None
    """None: nobody chose; help is Chinese, the office's configuration decides the rest."""

    def home(self) -> "Home":
        """The home folder that the command works on; it need not exist yet."""
        from kiosk.home import Home

        return Home.locate(self.home_folder)

    def speak(self, configured: Language) -> None:
        """Speak the office's language from here on, unless the person chose another."""
        if self.language is None:
            use(configured)


def split(arguments: Sequence[str]) -> tuple[dict[str, str], list[str]]:
    """The program's own options by name, and the rest of the line in its order.

    They are taken before the line is parsed, so that `keyroom people list --home DIR` works as
    well as `keyroom --home DIR people list`, and so that faults of usage speak the right language.
    """
    options: dict[str, str] = {}
    rest: list[str] = []
    words = iter(arguments)
    for word in words:
        name, equals, value = word.partition("=")
        if word == "--":
            rest += [word, *words]
        elif name not in (HOME_OPTION, LANGUAGE_OPTION):
            rest.append(word)
        elif equals:
            options[name] = _value_after(name, value)
        else:
            options[name] = _value_after(name, next(words, None))
    return options, rest


def _value_after(option: str, value: str | None) -> str:
    if not value:  # an empty variable in a script must not mean the office in service
        raise WrongUsageError(N_("{option} needs a value"), option=option)
    return value


def invocation(options: Mapping[str, str], environment: Mapping[str, str]) -> Invocation:
    """What `options` ask for; the language may stand in the environment too."""
    folder = options.get(HOME_OPTION)
    name = options.get(LANGUAGE_OPTION) or environment.get(LANGUAGE_VARIABLE)
    return Invocation(
        home_folder=Path(folder) if folder else None,
        language=language_named(name) if name else None,
    )


def language_named(name: str) -> Language:
    """The language that people call `name`: `zh`, `zh_CN`, `zh_CN.UTF-8`, `en`, `en-GB`…"""
    plain = name.partition(".")[0].replace("-", "_").lower()
    if plain not in _LANGUAGES:
        raise WrongUsageError(N_("there is no language “{name}”"), N_("use zh_CN or en"), name=name)
    return _LANGUAGES[plain]
