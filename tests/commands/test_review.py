"""`keyroom review`: who opens it, and what is said where nobody can."""

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from commands.exits import WrongUsageError
from commands.review import opener, review_named
from kiosk.config import Config
from kiosk.errors import NoSuchPersonError, NotEntitledError
from kiosk.home import Home
from kiosk.office import Premises

Run = Callable[..., Result]


@pytest.fixture
def premises(example: Path) -> Premises:
    return Premises.enter(Home(example))


def test_without_a_reader_and_without_a_person_it_says_what_to_do(premises: Premises) -> None:
    with pytest.raises(WrongUsageError, match="no badge can open it"):
        opener(premises, "review", "")


def test_a_reader_opens_it(example: Path) -> None:
    with (example / "keyroom.toml").open("a", encoding="utf-8") as config:
        config.write('\n[[readers]]\nname = "pad"\nterminal = "review"\nurl = "wedge:"\n')
    assert opener(Premises.enter(Home(example)), "review", "") is None


@pytest.mark.parametrize("no", ["A01", "A02"])
def test_a_manager_opens_it_by_number(premises: Premises, no: str) -> None:
    person = opener(premises, "review", no)
    assert person is not None
    assert person.no == no


def test_nobody_else_does(premises: Premises) -> None:
    with pytest.raises(NotEntitledError, match="A07 达娃卓玛 may not use"):
        opener(premises, "review", "A07")
    with pytest.raises(NoSuchPersonError):
        opener(premises, "review", "Z99")


def test_without_a_terminal_nothing_runs(keyroom: Run, example: Path) -> None:
    result = keyroom("review", "--by", "A01")
    assert result.exit_code == 2
    assert result.stderr.startswith("this screen needs a terminal")


@pytest.mark.parametrize(
    "terminals, name, found",
    [
        (None, "", "review"),
        (None, "review", "review"),
        ({"upstairs": {"kind": "review"}}, "", "upstairs"),
        ({"a": {"kind": "review"}, "review": {"kind": "review"}}, "", "review"),
        ({"a": {"kind": "review"}, "b": {"kind": "review"}}, "b", "b"),
    ],
)
def test_the_terminal_is_named_or_the_only_one(
    terminals: dict[str, object] | None, name: str, found: str
) -> None:
    config = Config.model_validate({} if terminals is None else {"terminals": terminals})
    assert review_named(config, name) == found


@pytest.mark.parametrize(
    "terminals, name, line",
    [
        (None, "door", "no review terminal is called “door” — name one with --terminal: review"),
        (
            {"a": {"kind": "review"}, "b": {"kind": "review"}},
            "",
            r"which review terminal is this\? — name one with --terminal: a, b",
        ),
        ({"a": {"kind": "desk"}}, "", r"which review terminal is this\? — name one .* -"),
    ],
)
def test_a_terminal_that_nobody_can_mean_is_refused(
    terminals: dict[str, object] | None, name: str, line: str
) -> None:
    config = Config.model_validate({} if terminals is None else {"terminals": terminals})
    with pytest.raises(WrongUsageError, match=line):
        review_named(config, name)
