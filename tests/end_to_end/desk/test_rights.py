"""What others change while a desk is open, or locked: posts (BM-4) and what is public (BM-5)."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.end_to_end.desk.people import LOCKED, PHONE, assert_empty
from tests.end_to_end.program import keyroom, keyroom_json
from tests.end_to_end.terminal import Terminal


@pytest.mark.parametrize("post", ["信息管理员", "acting_manager"])
def test_bm_4_another_post_ends_what_is_open_while_the_badge_lies_there(
    desk_home: Path, opened: Terminal, post: str
) -> None:
    keyroom(desk_home, "people", "role", "A04", post, "--by", "A01")
    opened.await_gone(PHONE)
    opened.await_text("Locked: right revoked")
    assert_empty(opened)
    (session,) = keyroom_json(desk_home, "access", "list", "--kind", "session")
    assert session["cause"] == "right_revoked"


def test_bm_5_a_locked_desk_shows_a_tariff_from_its_second_on(
    desk_home: Path, screen: Terminal
) -> None:
    at = datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=8)
    when = ("--publish-at", f"{at:%Y-%m-%dT%H:%M:%SZ}", "--clock-is-right")
    keyroom(desk_home, "embargo", "add", "校园新资费", "--text", "59 元", *when, "--by", "A01")
    screen.await_text("校园新资费")
    assert datetime.now(UTC) >= at
    screen.await_text("59 元")
    screen.await_text(LOCKED)
