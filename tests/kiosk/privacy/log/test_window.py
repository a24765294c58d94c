"""What is loaded of the log: nothing twice, nothing lost, never too much, live on top."""

from collections.abc import Iterator, Sequence

import pytest

from kiosk.privacy.log import window as module
from kiosk.privacy.log.entry import LogEntry, Origin
from kiosk.privacy.log.log import LogPage
from kiosk.privacy.log.log_filter import LogFilter
from kiosk.privacy.log.window import Question, Window
from store import Place

WANTED = LogFilter(person="A07")
PAGE = 10


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "AHEAD", 5)
    monkeypatch.setattr(module, "MOST", 30)


def entry(number: int) -> LogEntry:
    return LogEntry(Place(f"{number:05}", "x"), number, Origin.ACCESS, "reveal")


class Recorded:
    """A log as the records have it."""

    def __init__(self, count: int) -> None:
        self.entries = [entry(number) for number in range(count)]

    def answer(self, question: Question) -> LogPage:
        after = question.after
        if question.rising:
            found = [each for each in self.entries if after is None or each.place > after]
        else:
            found = [each for each in self.entries[::-1] if after is None or each.place < after]
        page = found[:PAGE]
        return LogPage(page, page[-1].place if len(found) > PAGE else None)

    def serve(self, window: Window, seen: range) -> None:
        """Answer until nothing more is asked while these rows are seen."""
        for _ in range(20):
            asked = [each for each in window.questions(seen) if each.after is not None]
            if not asked:
                return
            first = window.entries[seen.start] if window.entries else None
            window.take(asked[0], self.answer(asked[0]))
            # The sheet goes on showing the same entries, wherever they stand now.
            start = window.entries.index(first) if first in window.entries else 0
            seen = range(start, start + len(seen))


def numbers(entries: Sequence[LogEntry]) -> list[int]:
    return [each.seq for each in entries]


def opened(recorded: Recorded) -> Window:
    window = Window(WANTED)
    (first,) = window.questions(range(4))
    assert window.take(first, recorded.answer(first))
    return window


def downwards(window: Window, recorded: Recorded) -> Iterator[int]:
    """Every entry that is passed on the way to the last."""
    at, seen = 0, set()
    while True:
        recorded.serve(window, range(at, at + 4))
        new = [each for each in numbers(window.entries) if each not in seen]
        yield from new
        seen.update(new)
        if not new:
            return
        at = len(window.entries) - 4


def test_all_is_passed_on_the_way_down_and_little_is_kept() -> None:
    recorded = Recorded(100)
    window = opened(recorded)
    assert sorted(downwards(window, recorded)) == list(range(100))
    assert window.is_whole
    assert not window.is_live
    assert len(window.entries) <= 30


def test_the_way_up_leads_to_the_newest_again() -> None:
    recorded = Recorded(100)
    window = opened(recorded)
    list(downwards(window, recorded))
    for _ in range(20):
        recorded.serve(window, range(4))
    assert window.is_live
    assert numbers(window.entries)[:3] == [99, 98, 97]
    assert numbers(window.entries) == sorted(numbers(window.entries), reverse=True)


def test_new_entries_come_on_top() -> None:
    recorded = Recorded(5)
    window = opened(recorded)
    recorded.entries += [entry(5), entry(6)]
    newest = Question(WANTED)
    assert window.take(newest, recorded.answer(newest))
    assert numbers(window.entries) == [6, 5, 4, 3, 2, 1, 0]


def test_more_new_ones_than_a_page_begin_anew_without_a_gap() -> None:
    recorded = Recorded(5)
    window = opened(recorded)
    recorded.entries += [entry(number) for number in range(5, 50)]
    newest = Question(WANTED)
    window.take(newest, recorded.answer(newest))
    assert numbers(window.entries) == list(range(49, 39, -1))
    assert sorted(downwards(window, recorded))[0] == 0


def test_around_a_moment_there_is_more_in_both_directions() -> None:
    recorded = Recorded(100)
    window = Window(WANTED, Place("00050", ""))
    recorded.serve(window, range(4))
    assert {49, 50, 51} <= set(numbers(window.entries))


def test_answers_to_older_questions_are_thrown_away() -> None:
    recorded = Recorded(50)
    window = opened(recorded)
    old = Question(LogFilter())
    assert not window.take(old, recorded.answer(old))
    (older, _) = window.questions(range(6, 10))
    assert window.take(older, recorded.answer(older))
    before = list(window.entries)
    assert not window.take(older, recorded.answer(older)), "it was answered already"
    assert window.entries == before


def test_page_that_found_nothing_yet_is_followed_by_the_next() -> None:
    window = Window(WANTED)
    (first,) = window.questions(range(4))
    window.take(first, LogPage([], Place("00050", "x")))
    assert window.looked_back_to == Place("00050", "x")
    assert next(iter(window.questions(range(4)))).after == Place("00050", "x")
    assert not window.is_whole
