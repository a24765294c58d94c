"""The entrance without a screen: one JSON line an answer, printed when the record is durable."""

import json
import logging
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from kiosk.attendance.answer import Answer
from kiosk.attendance.door import Door
from kiosk.office import Premises
from kiosk.times import stored
from screens.news import Answered, News
from screens.reader_set import ReaderSet
from screens.taps import TapThread

NOTICE_S = 1.0
"""A signal that comes just before a wait begins is noticed when the wait ends; seconds."""

log = logging.getLogger(__name__)


class AnswerPrinter:
    """Prints answers. Taps go on being recorded when nobody reads them any more."""

    def __init__(self, output: TextIO) -> None:
        self._output = output
        self._is_read = True

    def __call__(self, news: News) -> None:
        """Print an answer's line and flush it; other news is the log's."""
        if not isinstance(news, Answered) or not self._is_read:
            return
        try:
            self._output.write(json.dumps(answer_line(news.answer)) + "\n")
            self._output.flush()
        except OSError as fault:
            self._is_read = False
            log.warning("answers are not printed any more: %s; taps are recorded", fault)


def answer_line(answer: Answer) -> dict[str, str | None]:
    """What scripts are told of an answer; docs/cli.md keeps it stable."""
    return {
        "at": stored(answer.at),
        "reader": answer.reader,
        "credential": str(answer.credential),
        "person": None if answer.person is None else answer.person.no,
        "result": answer.result.value,
        "direction": None if answer.direction is None else answer.direction.value,
        "punch": answer.punch,
    }


def run_headless(premises: Premises, terminal: str, output: TextIO = sys.stdout) -> None:
    """Answer taps until SIGTERM or SIGINT; every tap that has come by then is answered."""
    ended = threading.Event()
    taps = TapThread(lambda: Door(premises, terminal), AnswerPrinter(output), completing=False)
    readers = ReaderSet(
        premises.config.readers, terminal, taps.post, lambda: premises.clock.read().utc
    )
    with _ending(ended):
        taps.start()
        with readers:
            while not ended.wait(NOTICE_S):
                pass
        taps.stop()


@contextmanager
def _ending(ended: threading.Event) -> Iterator[None]:
    before = {
        number: signal.signal(number, lambda *_: ended.set())
        for number in (signal.SIGTERM, signal.SIGINT)
    }
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
