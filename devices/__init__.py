"""The hardware: bytes to events. Knows nothing about the office."""

import logging

# Without a handler of the program's, logging would print warnings into whatever is on the screen.
logging.getLogger(__name__).addHandler(logging.NullHandler())
