"""Keep the Chinese catalogue in step with the code: `make messages`, and `--check` for CI."""

import sys
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

from babel.messages import pofile
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir

from keyroom import __version__
from keyroom.language import DOMAIN, Language

ROOT = Path(__file__).parent.parent
CATALOGUE = ROOT / "locale" / Language.CHINESE / "LC_MESSAGES" / f"{DOMAIN}.po"
PACKAGES = ("commands", "screens", "kiosk", "store", "devices", "keyroom")
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}

Text = str | tuple[str, ...] | list[str] | None
"""A message as Babel holds it: plural forms are a sequence."""


def extract() -> Catalog:
    """Every marked string of the code, with its places."""
    found = Catalog(domain=DOMAIN, project="Keyroom", version=__version__, charset="utf-8")
    for package in PACKAGES:
        for name, line, message, comments, context in extract_from_dir(
            ROOT / package, method_map=[("**.py", "python")], keywords=KEYWORDS
        ):
            place = f"{package}/{name}"
            found.add(message, locations=[(place, line)], auto_comments=comments, context=context)
    return found


def read_catalogue() -> Catalog:
    """The Chinese catalogue as it is on disk, or an empty one."""
    if not CATALOGUE.exists():
        return Catalog(
            locale=str(Language.CHINESE),
            domain=DOMAIN,
            header_comment="# What Keyroom says in Chinese. Terms: docs/glossary.md.",
            project="Keyroom",
            version=__version__,
            last_translator="the Keyroom developers",
            language_team="Chinese",
            fuzzy=False,
        )
    with CATALOGUE.open("rb") as file:
        return pofile.read_po(file, locale=str(Language.CHINESE), domain=DOMAIN)


def faults(found: Catalog, catalogue: Catalog) -> Iterator[str]:
    """One line for each string that Chinese readers would see in English, or see broken."""
    for message in found:
        if not message.id:
            continue
        place = "{}:{}".format(*message.locations[0])
        known = catalogue.get(message.id)
        if known is None or known.fuzzy or not _complete(known.string):
            yield f"{place}: no Chinese translation: {_first(message.id)!r}"
            continue
        for fault in known.check(catalogue):
            yield f"{place}: {fault}"
        if _places(_first(message.id)) != _places(_first(known.string)):
            yield f"{place}: the translation has other {{places}}: {_first(message.id)!r}"
    for message in catalogue:
        if message.id and message.id not in found:
            yield f"{CATALOGUE.name}: not in the code any more: {_first(message.id)!r}"


def _first(text: Text) -> str:
    return text if isinstance(text, str) else (text or ("",))[0]


def _complete(text: Text) -> bool:
    return bool(text) if isinstance(text, str) else all(text or ("",))


def _places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def update(found: Catalog, catalogue: Catalog) -> None:
    """Write the catalogue with the code's strings: new ones empty, vanished ones dropped."""
    catalogue.update(found, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    with CATALOGUE.open("wb") as file:
        pofile.write_po(file, catalogue, width=100, sort_output=True, include_lineno=False)


def main(arguments: list[str]) -> int:
    """`--check` reports faults and changes nothing; without it the catalogue is updated."""
    found = extract()
    if "--check" not in arguments:
        update(found, read_catalogue())
    lines = list(faults(found, read_catalogue()))
    sys.stderr.writelines(f"{line}\n" for line in lines)
    return 1 if lines else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
