"""Where news waits for a screen: it may come before the screen is there, and faster than paint."""

import queue
from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

from screens.news import News

T = TypeVar("T")


class Post(Generic[T]):
    """Takes news of a kind from any thread without blocking; one reader empties it."""

    def __init__(self) -> None:
        self._news: queue.SimpleQueue[T] = queue.SimpleQueue()
        self._wake: Callable[[], object] | None = None

    def tell(self, news: T) -> None:
        """Keep `news` and wake the reader, if there is one."""
        self._news.put(news)
        wake = self._wake
        if wake is not None:
            wake()

    def listen(self, wake: Callable[[], object] | None) -> None:
        """From now on call `wake` at each piece of news, at once if some waits; None ends that."""
        self._wake = wake
        if wake is not None and not self._news.empty():
            wake()

    def empty(self) -> Iterator[T]:
        """Take out all there is, oldest first."""
        while True:
            try:
                yield self._news.get_nowait()
            except queue.Empty:
                return


class Mailbox(Post[News]):
    """The entrance's: news of taps."""
