"""The views of the supervisor's screen, one a file."""
