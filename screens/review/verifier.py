"""The verifier: recomputes the whole ledger beside the screen, one verification at a time."""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from keyroom.errors import KeyroomError
from keyroom.language import N_
from kiosk.errors import OfficeError
from kiosk.integrity import Integrity, Verification
from kiosk.office import Premises
from kiosk.verification import verify_office, witnessed
from screens.beside import await_end
from store.checkpoints import size_of
from store.findings import Report

TOLD_EVERY_S: Final = 0.2

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Verifying:
    """A verification goes on; `done` of 1."""

    done: float


@dataclass(frozen=True, slots=True)
class Verified:
    """A verification is done, whatever it found."""

    verification: Verification
    report: Report


@dataclass(frozen=True, slots=True)
class NotVerified:
    """It could not be carried through."""

    reason: KeyroomError


VerifierNews = Verifying | Verified | NotVerified


class Verifies(Protocol):
    """What a view asks of the verifier."""

    @property
    def news(self) -> VerifierNews | None:
        """What it told last."""

    def begin(self, by: str) -> None:
        """Verify, for this person; nothing while one goes on."""


class _StoppedError(Exception):
    """The program ends: nobody waits for the verification any more."""


class Verifier:
    """Reads the records by itself, and opens them only to record what came of it."""

    def __init__(
        self, premises: Premises, terminal: str, tell: Callable[[VerifierNews], None]
    ) -> None:
        """`tell` is called in the thread, and must not block for long."""
        self._premises = premises
        self._terminal = terminal
        self._tell_others = tell
        self._news: VerifierNews | None = None
        self._told_at = 0.0
        self._is_stopped = False
        self._thread: threading.Thread | None = None

    @property
    def news(self) -> VerifierNews | None:
        """What it told last."""
        return self._news

    def begin(self, by: str) -> None:
        """Verify, for this person; nothing while one goes on."""
        if self._thread is not None and self._thread.is_alive():
            return
        self._tell(Verifying(0))
        self._thread = threading.Thread(target=self._run, args=(by,), name="verifier", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Give up what goes on."""
        self._is_stopped = True
        if self._thread is not None:
            await_end(self._thread)

    def _run(self, by: str) -> None:
        try:
            self._tell(self._verify(by))
        except _StoppedError:
            log.info("the verification was given up")
        except KeyroomError as reason:
            self._tell(NotVerified(reason))
        except Exception:
            log.exception("the verifier stumbled")
            self._tell(
                NotVerified(
                    OfficeError(
                        N_("the verification could not be carried through"),
                        N_("what happened stands in the log"),
                    )
                )
            )

    def _verify(self, by: str) -> Verified:
        notes = witnessed(self._premises)
        report = verify_office(self._premises, notes, self._progress)
        verification = Verification(
            at=self._premises.clock.read().utc,
            by=by,
            entries=report.entries,
            problems=len(report.problems) + report.omitted,
            against=tuple(sorted(size_of(Path(path)) for path in notes)),
        )
        try:
            with self._premises.open(self._terminal) as office:
                Integrity(office).record(verification)
        except KeyroomError as fault:
            log.error("a verification could not be recorded: %s", fault)  # noqa: TRY400 - says all
        return Verified(verification, report)

    def _progress(self, done: int, total: int) -> None:
        if self._is_stopped:
            raise _StoppedError
        now = time.monotonic()
        if total and now - self._told_at >= TOLD_EVERY_S:
            self._told_at = now
            self._tell(Verifying(done / total))

    def _tell(self, news: VerifierNews) -> None:
        self._news = news
        self._tell_others(news)
