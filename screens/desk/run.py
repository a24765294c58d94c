"""The desk with its screen: readers, thread and app, started and ended in order."""

from collections.abc import Iterator
from contextlib import contextmanager

from kiosk.office import Premises
from kiosk.privacy.desk_service import DeskService
from kiosk.privacy.destroyer import Destroyer
from kiosk.privacy.vault import Vault
from screens.base import memory
from screens.desk.attendant import Attendant
from screens.desk.place import DeskPlace
from screens.desk.window import Window
from screens.public_board import BoardThread
from screens.reader_set import ReaderSet


def run_desk(premises: Premises, terminal: str) -> int:
    """Run until the process is asked to stop; the exit code.

    To be called by `screens.base.launcher.launch`. A fault ends it, and the guard starts it again,
    locked: nothing of a session outlives the screen that showed it.
    """
    # Here: the launcher has made the terminal quiet before Textual's third of a second.
    from screens.desk.app import DeskApp

    memory.close()
    window = Window()
    attendant = Attendant(lambda: opened(premises, terminal), window)
    place = DeskPlace.of(premises, terminal)
    readers = ReaderSet(premises.config.readers, terminal, attendant.post, place.now)
    app = DeskApp(place, window, attendant.ask, readers.wedge)
    board = BoardThread(lambda: premises.open(terminal), place.board)

    def begin() -> None:
        attendant.start()
        readers.start()
        board.start()

    app.when_shown = begin
    try:
        app.run()
    finally:
        readers.stop()
        attendant.stop()
        board.stop()
    return app.return_code or 0


@contextmanager
def opened(premises: Premises, terminal: str) -> Iterator[DeskService]:
    """The desk over its records and keys; destructions that are pending are carried on first."""
    with premises.open(terminal) as office:
        vault = Vault.open(premises.home)
        Destroyer(office, vault).resume()
        yield DeskService(office, vault)
