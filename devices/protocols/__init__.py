"""Readers' protocols, sans-I/O: bytes or keys in, frames out; no ports, no threads, no clocks."""
