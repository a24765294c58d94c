"""The language of the process: Chinese first, switched at run time."""

import ast
import gettext
from collections.abc import Iterator
from pathlib import Path

import pytest

from keyroom import language
from keyroom.language import N_, Language, _, current, use
from scripts.messages import PACKAGES, ROOT

SAID = "the store {place} is busy: another program has been writing to it for too long"


@pytest.fixture(autouse=True)
def restored() -> Iterator[None]:
    before = current()
    yield
    use(before)


def test_a_switch_reaches_the_next_string() -> None:
    use(Language.CHINESE)
    chinese = _(SAID)
    use(Language.CHINESE.other)
    assert current() is Language.ENGLISH
    assert _(SAID) == SAID
    assert chinese != SAID
    assert "{place}" in chinese


def test_marking_changes_nothing() -> None:
    assert N_(SAID) == SAID


def test_a_catalogue_that_nobody_compiled_is_read_from_its_source(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "zh_CN" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    source = language.catalogue_folder() / "zh_CN" / "LC_MESSAGES" / "keyroom.po"
    (folder / "keyroom.po").write_bytes(source.read_bytes())
    monkeypatch.setattr(language, "catalogue_folder", lambda: tmp_path)
    translations = language._load.__wrapped__(Language.CHINESE)
    assert isinstance(translations, gettext.GNUTranslations)
    use(Language.CHINESE)
    assert translations.gettext(SAID) == _(SAID)


def _trees() -> Iterator[tuple[Path, ast.AST]]:
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                yield path.relative_to(ROOT), node


def _last_name(expression: ast.expr) -> str:
    return ast.unparse(expression).rpartition(".")[2]


def _shown_errors() -> set[str]:
    """Names of the classes below KeyroomError, as the code declares them."""
    bases: dict[str, set[str]] = {}
    for _path, node in _trees():
        if isinstance(node, ast.ClassDef):
            bases.setdefault(node.name, set()).update(map(_last_name, node.bases))
    shown = {"KeyroomError"}
    while more := {name for name, above in bases.items() if above & shown} - shown:
        shown |= more
    return shown


NAMES_A_COLUMN = {"RequestRefusedError", "BookRefusedError"}


def _words(call: ast.Call) -> list[ast.expr]:
    """What an error is made of; the first of some names the column at fault."""
    return call.args[1:] if _last_name(call.func) in NAMES_A_COLUMN else call.args


def test_every_error_that_people_see_is_marked_for_translation() -> None:
    # PcscError words its message itself, from the call and the code it is given.
    shown = _shown_errors() - {"PcscError"}
    assert "StoreBusy" in shown
    unmarked = [
        f"{path}:{node.lineno}"
        for path, node in _trees()
        if isinstance(node, ast.Call)
        and _last_name(node.func) in shown
        and any(isinstance(word, ast.Constant) and word.value for word in _words(node))
    ]
    assert unmarked == []
