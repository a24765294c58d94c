"""What all rooms of the house share: the version, the root of errors, the language."""

__version__ = "0.1.0"
