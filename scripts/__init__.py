"""Tools of the developers, run through make."""
