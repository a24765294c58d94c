"""The hardware: bytes to events. Knows nothing about the office."""
