"""What customers may see now (BM-5): a thread that knows the time that counts, and what it tells.

It stands beside the screen, which never opens the records and never holds what is not public yet.
"""

import logging
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from keyroom.errors import KeyroomError
from kiosk.office import Office
from kiosk.privacy.embargo import Embargo, board_at
from kiosk.privacy.embargoes import Embargoes
from screens.base.faults import places
from screens.beside import await_end

LOOK_S: Final = 0.5
"""Between two looks at the clock and at what others have written; seconds."""
RETRY_S: Final = 1.0

log = logging.getLogger(__name__)


class PublicBoard:
    """Holds what is public. Any thread may call it."""

    def __init__(self) -> None:
        self._shown: tuple[Embargo, ...] = ()
        self._wakes: list[Callable[[], object]] = []

    @property
    def shown(self) -> tuple[Embargo, ...]:
        """What customers may see now, the newest first."""
        return self._shown

    def show(self, public: tuple[Embargo, ...]) -> None:
        """This from now on."""
        if public != self._shown:
            self._shown = public
            for wake in tuple(self._wakes):
                wake()

    def listen(self, wake: Callable[[], object]) -> None:
        """From now on call `wake`, which must not block, whenever it is something else."""
        self._wakes.append(wake)

    def leave(self, wake: Callable[[], object]) -> None:
        """Call it no more."""
        self._wakes.remove(wake)


class BoardThread:
    """Keeps a board as the records and the clock have it, to the second."""

    def __init__(self, open_office: Callable[[], Office], board: PublicBoard) -> None:
        """`open_office` is called in the thread."""
        self._open_office = open_office
        self._board = board
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="board", daemon=True)

    def start(self) -> None:
        """Begin; returns at once."""
        self._thread.start()

    def stop(self) -> None:
        """Let go of the records, end."""
        self._stopped.set()
        await_end(self._thread)

    def _run(self) -> None:
        while not self._stopped.is_set():
            try:
                with self._open_office() as office:
                    self._watch(office)
            except KeyroomError as fault:
                log.error("what is public is not known: %s", fault)  # noqa: TRY400 - says all
            except Exception as fault:  # noqa: BLE001 - whatever it is, nothing is shown
                log.error("what is public is not known: %s", places(fault))  # noqa: TRY400
            self._board.show(())
            self._stopped.wait(RETRY_S)

    def _watch(self, office: Office) -> None:
        embargoes, clock = Embargoes(office), office.premises.clock
        doubt = timedelta(seconds=office.premises.config.clock.jump_seconds)
        embargoes.saw(clock.read())
        state: tuple[str, ...] = ()
        time, standing = embargoes.time(), embargoes.standing()
        known = time.gained
        while not self._stopped.is_set():
            if office.store.changed() and (now_there := embargoes.state()) != state:
                state = now_there
                time, standing = embargoes.time(), embargoes.standing()
                known = time.gained
            reading = clock.read()
            now = time.look(reading)
            if abs(time.gained - known) > doubt:
                embargoes.saw(reading)
                known = time.gained
            board = board_at(standing, now)
            self._board.show(board.public)
            self._stopped.wait(_until(board.next_at, now))


def _until(next_at: datetime | None, now: datetime) -> float:
    """How long nothing becomes public by itself; at most LOOK_S."""
    return LOOK_S if next_at is None else min((next_at - now).total_seconds(), LOOK_S)
