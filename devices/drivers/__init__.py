"""Drivers: one thread a reader, which opens, runs, reports an outage once, and opens again."""
