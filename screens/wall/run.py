"""The wall with its screen: readers, threads and app, started and ended in order."""

from typing import TYPE_CHECKING

from kiosk.office import Premises
from kiosk.signs_of_life import SignsOfLife
from screens.mailbox import Post
from screens.public_board import BoardThread, PublicBoard
from screens.reader_set import ReaderSet
from screens.wall.place import Place
from screens.wall.usher import Usher

if TYPE_CHECKING:
    from screens.wall.news import News


def run_wall(premises: Premises, terminal: str) -> int:
    """Run until a supervisor closes it or the process is asked to stop; the exit code.

    To be called by `screens.base.launcher.launch`. A fault ends it, and the guard starts it again:
    where a meeting stands is in the records.
    """
    # Here: the launcher has made the terminal quiet before Textual's third of a second.
    from screens.wall.app import WallApp

    mailbox: Post[News] = Post()
    place, board = Place.of(premises, terminal), PublicBoard()
    usher = Usher(
        lambda: premises.open(terminal),
        mailbox.tell,
        place.read,
        SignsOfLife(premises.home),
        terminal,
    )
    readers = ReaderSet(premises.config.readers, terminal, usher.post, place.now)
    public = BoardThread(lambda: premises.open(terminal), board)
    app = WallApp(place, mailbox, usher, board, readers.wedge)

    def begin() -> None:
        usher.start()
        public.start()
        readers.start()

    app.when_shown = begin
    try:
        app.run()
    finally:
        readers.stop()
        public.stop()
        usher.stop()
    return app.return_code or 0
