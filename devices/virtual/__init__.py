"""Simulated hardware for the demo and the tests; the drivers cannot tell it from real parts."""
