"""What can be wrong with readers, their addresses and credentials, each with its remedy."""

from keyroom.errors import KeyroomError


class DeviceError(KeyroomError):
    """Root of this package's errors."""


class ReaderUrlError(DeviceError):
    """A reader's address in the configuration cannot be meant as it stands."""


class CredentialError(DeviceError):
    """A text that should name a credential does not."""


class ReaderUnavailableError(DeviceError):
    """A reader cannot be opened or has gone; the driver keeps trying."""


class VirtualHardwareError(DeviceError):
    """Simulated hardware for demo and tests cannot run on this machine."""
