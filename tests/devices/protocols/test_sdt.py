"""The SDT protocol: published frames, faults, and streams however they are cut."""

from functools import reduce
from operator import xor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.protocols.frame import Fault, FaultKind
from devices.protocols.sdt import HEADER, Answer, Command, SdtAnswers, Seconds, Status, encode


@pytest.mark.parametrize(
    "command, frame",
    [
        (Command.RESET, "AAAAAA9669000310FFEC"),
        (Command.SAM_STATUS, "AAAAAA9669000311FFED"),
        (Command.SAM_ID, "AAAAAA9669000312FFEE"),
        (Command.FIND, "AAAAAA96690003200122"),
        (Command.SELECT, "AAAAAA96690003200221"),
        (Command.READ, "AAAAAA96690003300132"),
        (Command.READ_NEW_ADDRESS, "AAAAAA96690003300330"),
    ],
)
def test_commands_are_the_published_frames(command: Command, frame: str) -> None:
    assert encode(command.value).hex().upper() == frame


PUBLISHED = [
    ("AAAAAA9669000400009094", Answer(Status.OK, b"")),
    ("AAAAAA9669000400006064", Answer(Status.SELF_TEST_FAILED, b"")),
    ("AAAAAA9669000800009F0000000097", Answer(Status.FOUND, bytes(4))),
    ("AAAAAA9669000400008084", Answer(Status.FIND_FAILED, b"")),
    ("AAAAAA9669000C00009000000000000000009C", Answer(Status.OK, bytes(8))),
    ("AAAAAA9669000400008185", Answer(Status.SELECT_FAILED, b"")),
    ("AAAAAA9669000400004145", Answer(Status.READ_FAILED, b"")),
]


@pytest.mark.parametrize("frame, answer", PUBLISHED)
def test_answers_are_the_published_frames(frame: str, answer: Answer) -> None:
    assert SdtAnswers().feed(bytes.fromhex(frame), 1.0) == [answer]


def test_a_status_with_other_first_bytes_is_no_success() -> None:
    (answer,) = SdtAnswers().feed(encode(bytes([1, 0, Status.OK])), 1.0)
    assert isinstance(answer, Answer)
    assert answer.status not in set(Status)


FIND = bytes.fromhex("AAAAAA9669000800009F0000000097")


@pytest.mark.parametrize(
    "stream, found",
    [
        pytest.param(b"\x00\xff" + FIND, ["noise", "9F"], id="noise before an answer"),
        pytest.param(FIND[:-1] + b"\x00" + FIND, ["checksum", "9F"], id="a wrong check"),
        pytest.param(HEADER + b"\xff\xff" + FIND, ["overlong", "9F"], id="an impossible length"),
        pytest.param(HEADER + b"\x00\x01" + FIND, ["overlong", "9F"], id="a length of nothing"),
        pytest.param(b"\xaa" + FIND, ["noise", "9F"], id="one AA too many"),
        pytest.param(FIND + FIND, ["9F", "9F"], id="two in one read"),
    ],
)
@pytest.mark.parametrize("piece", [1, 1000])
def test_what_is_no_answer_is_told_once_and_the_next_is_found(
    stream: bytes, found: list[str], piece: int
) -> None:
    answers = SdtAnswers()
    pieces = [stream[start : start + piece] for start in range(0, len(stream), piece)]
    assert [told(each) for part in pieces for each in answers.feed(part, 1.0)] == found


def test_a_torn_answer_is_given_up() -> None:
    answers = SdtAnswers()
    assert answers.feed(FIND[:8], 1.0) == []
    assert answers.feed(b"", 1.0 + Seconds.STALE) == []
    assert answers.feed(FIND, 1.1 + Seconds.STALE) == [
        Fault(FaultKind.TORN),
        Answer(Status.FOUND, bytes(4)),
    ]


def told(found: Answer | Fault) -> str:
    return found.kind.value if isinstance(found, Fault) else f"{found.status:02X}"


@given(
    bodies=st.lists(st.binary(min_size=3, max_size=60), max_size=5),
    noise=st.binary(max_size=20),
    data=st.data(),
)
def test_any_cut_gives_the_same(bodies: list[bytes], noise: bytes, data: st.DataObject) -> None:
    stream = noise + b"".join(encode(body) for body in bodies)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=10)))
    cut = SdtAnswers()
    pieces = [stream[a:b] for a, b in zip([0, *cuts], [*cuts, len(stream)], strict=True)]
    assert [each for piece in pieces for each in cut.feed(piece, 1.0)] == SdtAnswers().feed(
        stream, 1.0
    )


@given(st.binary(min_size=3, max_size=300))
def test_every_body_comes_back(body: bytes) -> None:
    frame = encode(body)
    assert reduce(xor, frame[len(HEADER) :]) == 0
    status = int.from_bytes(body[:3], "big")
    assert SdtAnswers().feed(frame, 1.0) == [Answer(status, body[3:])]


def test_an_answer_never_prints_its_data() -> None:
    assert "張" not in repr(Answer(Status.OK, "張".encode("utf-16-le")))
    assert repr(Answer(Status.OK, b"secret")) == "<Answer 90, 6 bytes>"
