"""The own page: after a tap, one key shows that person's month, and takes what he asks for."""
