"""Streams for the protocols' tests."""

from collections.abc import Callable

import pytest

from devices.protocols.frame import Fault, FaultKind, Frame, FrameProtocol


def told(found: list[Frame | Fault]) -> list[str | FaultKind]:
    """Frames by their number, faults by their kind."""
    return [each.kind if isinstance(each, Fault) else each.credential.number for each in found]


@pytest.fixture(params=["whole", "byte by byte"])
def fed(request: pytest.FixtureRequest) -> Callable[[FrameProtocol, bytes], list[str | FaultKind]]:
    """Feeds a stream that arrives at one moment, in one piece or byte by byte."""

    def whole(protocol: FrameProtocol, stream: bytes) -> list[str | FaultKind]:
        return told(protocol.feed(stream, 1.0))

    def byte_by_byte(protocol: FrameProtocol, stream: bytes) -> list[str | FaultKind]:
        return [each for byte in stream for each in told(protocol.feed(bytes([byte]), 1.0))]

    return whole if request.param == "whole" else byte_by_byte
