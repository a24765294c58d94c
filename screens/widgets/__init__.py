"""Widgets that terminals share: big letters, clock, health of readers, last taps."""
