"""The kinds of work at an open desk, each in a module of its own."""
