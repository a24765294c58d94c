"""Where news waits for a screen: it may come before the screen is there, and faster than paint."""

import queue
from collections.abc import Callable, Iterator

from screens.news import News


class Mailbox:
    """Takes news from any thread without blocking; one screen empties it."""

    def __init__(self) -> None:
        self._news: queue.SimpleQueue[News] = queue.SimpleQueue()
        self._wake: Callable[[], object] | None = None

    def tell(self, news: News) -> None:
        """Keep `news` and wake the screen, if there is one."""
        self._news.put(news)
        wake = self._wake
        if wake is not None:
            wake()

    def listen(self, wake: Callable[[], object] | None) -> None:
        """From now on call `wake` at each piece of news, at once if some waits; None ends that."""
        self._wake = wake
        if wake is not None and not self._news.empty():
            wake()

    def empty(self) -> Iterator[News]:
        """Take out all there is, oldest first."""
        while True:
            try:
                yield self._news.get_nowait()
            except queue.Empty:
                return
