"""Resident ID-card readers on a serial port: asked again and again whether a card lies on them."""

import time
from typing import Final

import serial

from devices.drivers.serial_port import PortThread, whatever_came
from devices.errors import ReaderUnavailableError
from devices.events import IdDocumentRead
from devices.id_document import IdDocument
from devices.protocols.frame import FAULT_TEXT, Fault
from devices.protocols.id_reading import IdReading
from devices.protocols.sdt import Answer, Command, SdtAnswers, encode
from keyroom.language import N_

ANSWER_S = 2.0
"""The longest a reader thinks before it answers; reading takes most."""
PATIENCE: Final = 3
"""So many questions without an answer mean that no such reader is there."""


class IdReader(PortThread):
    """One ID-card reader. What it reads is published and never logged."""

    def _serve(self, port: serial.Serial) -> None:
        reading, answers, unanswered = IdReading(), SdtAnswers(), 0
        while not self._stopping.is_set():
            step = reading.next()
            if self._stopping.wait(step.pause):
                return
            answer = self._ask(port, step.command, answers)
            if isinstance(answer, Answer):
                unanswered = 0
                self._came_up(self._url.port)
                self._tell(reading.take(answer, time.monotonic()))
                continue
            reading.give_up()
            if isinstance(answer, Fault):
                self._fault(FAULT_TEXT[answer.kind])
                continue
            unanswered += 1
            if unanswered == PATIENCE and not self._stopping.is_set():
                raise ReaderUnavailableError(
                    N_("{port} does not answer as an ID-card reader"),
                    N_("check that it is one, and the baud rate: most use 115200"),
                    port=self._url.port,
                )

    def _ask(
        self, port: serial.Serial, command: Command, answers: SdtAnswers
    ) -> Answer | Fault | None:
        """The answer to one command; None where none came in time."""
        port.write(encode(command.value))
        deadline = time.monotonic() + ANSWER_S
        while time.monotonic() < deadline and not self._stopping.is_set():
            found = answers.feed(whatever_came(port), time.monotonic())
            if found:
                # Whole answers first: noise before one is no reason to ask again.
                return next((each for each in found if isinstance(each, Answer)), found[0])
        return None

    def _tell(self, found: IdDocument | Fault | None) -> None:
        if isinstance(found, IdDocument):
            self._publish(IdDocumentRead(self.name, self._now(), found))
        elif found is not None:
            self._fault(FAULT_TEXT[found.kind])
