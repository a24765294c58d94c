"""The leaf: one exact form, read back as it was written, and nothing else taken for one."""

from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.entry import Entry, EntryFormatError, document_digest, parse, utc_text

ENTRY = Entry(
    seq=41,
    at=datetime(2026, 11, 23, 1, 12, 3, 456, tzinfo=UTC),
    terminal="entrance",
    actor="A07",
    action="punch",
    table="punches",
    doc="0192f0c1-0000-7000-8000-000000000001",
    digest=bytes(range(32)),
    prev=7,
    salt=bytes(range(16)),
)
LEAF = (
    b"keyroom-entry-1\n41\n2026-11-23T01:12:03.000456Z\nentrance\nA07\npunch\npunches\n"
    b"0192f0c1-0000-7000-8000-000000000001\n"
    b"000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\n7\n"
    b"000102030405060708090a0b0c0d0e0f\n"
)

fields = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=20)
entries = st.builds(
    Entry,
    seq=st.integers(0, 10**18 - 1),
    at=st.datetimes(timezones=st.just(UTC)),
    terminal=fields,
    actor=fields,
    action=fields,
    table=fields,
    doc=fields,
    digest=st.none() | st.binary(min_size=32, max_size=32),
    prev=st.none() | st.integers(0, 10**18 - 1),
    salt=st.binary(min_size=16, max_size=16),
)


def test_leaf_is_these_bytes() -> None:
    assert ENTRY.leaf() == LEAF


@given(entries)
def test_an_entry_reads_back_as_it_was_written(entry: Entry) -> None:
    assert parse(entry.leaf()) == entry


@pytest.mark.parametrize("text", ["a\nb", "\0", "\t", "\x7f", "\x9b", "\u2028", "\ud800"])
@pytest.mark.parametrize("name", ["terminal", "actor", "action", "table", "doc"])
def test_a_control_character_is_refused(name: str, text: str) -> None:
    fields = {slot: getattr(ENTRY, slot) for slot in Entry.__slots__}
    with pytest.raises(EntryFormatError, match="control character"):
        Entry(**{**fields, name: text}).leaf()


@pytest.mark.parametrize(
    "old, new",
    [
        (b"keyroom-entry-1", b"keyroom-entry-2"),
        (b"\n41\n", b"\n041\n"),
        (b"\n41\n", b"\n-1\n"),
        (b"\n41\n", b"\n1000000000000000000\n"),
        (b"\n41\n", b"\n\xd9\xa1\n"),
        (b"000456Z", b"000456+00:00"),
        (b"2026-11-23", b"2026-02-30"),
        (b"\n0001", b"\nABCD"),
        (b"\n7\n", b"\n\n"),
        (b"A07", b"A\x1b07"),
        (b"A07", b"A\xff07"),
        (b"A07", b"A\xc2\x9b07"),
        (b"0e0f\n", b"0e0f"),
        (b"0e0f\n", b"0e0f\n\n"),
        (b"0e0f\n", b"0e0f\nmore\n"),
    ],
)
def test_anything_near_a_leaf_is_refused(old: bytes, new: bytes) -> None:
    assert old in LEAF
    with pytest.raises(EntryFormatError):
        parse(LEAF.replace(old, new, 1))


@given(st.binary(max_size=300))
def test_garbage_is_refused(garbage: bytes) -> None:
    with pytest.raises(EntryFormatError):
        parse(garbage)


def test_times_are_recorded_in_utc_with_fixed_width() -> None:
    shanghai = timezone(timedelta(hours=8))
    assert utc_text(datetime(2026, 11, 23, 8, 0, tzinfo=shanghai)) == "2026-11-23T00:00:00.000000Z"
    assert utc_text(datetime(1, 1, 1, tzinfo=UTC)) == "0001-01-01T00:00:00.000000Z"
    with pytest.raises(ValueError, match="without a zone"):
        utc_text(datetime(2026, 11, 23))  # noqa: DTZ001 - a naive time is what is refused


def test_digest_commits_to_place_salt_and_exact_text() -> None:
    salt = bytes(16)
    digest = document_digest("people", "A07", salt, '{"name":"王芳"}')
    assert (
        digest
        == sha256(
            b"keyroom-document-1\0" + salt + b"people\0A07\0" + '{"name":"王芳"}'.encode()
        ).digest()
    )
    others = {
        document_digest("people", "A08", salt, '{"name":"王芳"}'),
        document_digest("badges", "A07", salt, '{"name":"王芳"}'),
        document_digest("people", "A07", bytes(15) + b"\1", '{"name":"王芳"}'),
        document_digest("people", "A07", salt, '{"name": "王芳"}'),
    }
    assert len({digest, *others}) == 5
