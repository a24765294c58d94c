"""The keyboard as a reader: no thread, the screen that has the keys feeds them."""

from devices.credentials import clean_text, credential_from_text
from devices.drivers.reader_thread import Now, Publish
from devices.events import CardPresented, ReaderFault, ReaderUp
from devices.presentations import Presentations
from devices.protocols.frame import FAULT_TEXT, FaultKind
from devices.protocols.wedge import Burst, Overlong, Released, Verdict, WedgeDetector
from devices.urls import WedgeUrl


class WedgeReader:
    """One keyboard. `publish` is called from within `feed`, in the caller's thread."""

    def __init__(self, name: str, url: WedgeUrl, publish: Publish, now: Now) -> None:
        self.name = name
        self._rules = url.text
        self._publish = publish
        self._now = now
        self._presentations = Presentations()
        self._detector = WedgeDetector()
        self._is_flooded = False

    def start(self) -> None:
        """A keyboard is there as long as the terminal is."""
        self._publish(ReaderUp(self.name, self._now(), "keyboard"))

    def stop(self) -> None:
        """Nothing holds it open."""

    @property
    def deadline(self) -> float | None:
        """When `expire` is due (monotonic seconds); None while no key is held."""
        return self._detector.deadline

    def expire(self, at: float) -> Released | None:
        """Keys that a person typed, as the pause behind them shows; see `WedgeDetector`."""
        return self._detector.expire(at)

    def feed(self, key: str, at: float) -> Verdict:
        """Take a key pressed at `at` (monotonic seconds); a badge is published.

        The verdict tells what to do with the key; see `WedgeDetector`.
        """
        verdict = self._detector.feed(key, at)
        if isinstance(verdict, Burst):
            self._present(verdict.text, at)
        elif isinstance(verdict, Overlong) and not self._is_flooded:
            self._fault(FaultKind.OVERLONG)
        self._is_flooded = isinstance(verdict, Overlong)
        return verdict

    def _present(self, text: str, at: float) -> None:
        if not clean_text(text):
            self._fault(FaultKind.NOISE)
            return
        credential = credential_from_text(text, self._rules)
        if self._presentations.see(credential, at):
            self._publish(CardPresented(self.name, self._now(), credential, received=at))

    def _fault(self, kind: FaultKind) -> None:
        self._publish(ReaderFault(self.name, self._now(), FAULT_TEXT[kind]))
