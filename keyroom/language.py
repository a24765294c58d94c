"""The language people read: gettext catalogues from `locale/`, Chinese unless told otherwise.

Message ids are English. Strings met at run time go through `_()`; strings in tables, bindings
and errors are marked with `N_()` and translated when they are shown, so that a switch of
language (F2) reaches them too. One language serves the whole process: a terminal has one reader.
"""

import gettext
import io
from enum import StrEnum
from functools import cache
from pathlib import Path

DOMAIN = "keyroom"


class Language(StrEnum):
    """The languages of the interface, by their catalogue's folder name."""

    CHINESE = "zh_CN"
    ENGLISH = "en"

    @property
    def other(self) -> "Language":
        """The language that F2 switches to."""
        return Language.ENGLISH if self is Language.CHINESE else Language.CHINESE


def catalogue_folder() -> Path:
    """Where the catalogues lie: beside the packages, in a checkout and when installed."""
    return Path(__file__).parent.parent / "locale"


@cache
def _load(language: Language) -> gettext.NullTranslations:
    if language is Language.ENGLISH:
        return gettext.NullTranslations()
    source = catalogue_folder() / language / "LC_MESSAGES" / f"{DOMAIN}.po"
    compiled = source.with_suffix(".mo")
    if compiled.exists() and not _newer(source, compiled):
        with compiled.open("rb") as file:
            return gettext.GNUTranslations(file)
    return _compile(source)


def _newer(source: Path, compiled: Path) -> bool:
    return source.exists() and source.stat().st_mtime > compiled.stat().st_mtime


def _compile(source: Path) -> gettext.NullTranslations:
    # Only in a checkout whose catalogue nobody compiled yet: `make` compiles it.
    from babel.messages import mofile, pofile

    with source.open("rb") as file:
        catalogue = pofile.read_po(file)
    compiled = io.BytesIO()
    mofile.write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


class _Current:
    language = Language.CHINESE


def use(language: Language) -> None:
    """Make `language` the language of this process."""
    _load(language)  # a broken catalogue is found now, not in the middle of a screen
    _Current.language = language


def current() -> Language:
    """The language in use."""
    return _Current.language


def _translations() -> gettext.NullTranslations:
    return _load(_Current.language)


def _(message: str) -> str:
    """`message` in the language in use."""
    return _translations().gettext(message)


def ngettext(singular: str, plural: str, count: int) -> str:
    """The form of the message that fits `count`, in the language in use."""
    return _translations().ngettext(singular, plural, count)


def N_(message: str) -> str:  # noqa: N802 - gettext's own name, which the extractor looks for
    """Mark `message` for translation where it is shown later."""
    return message
