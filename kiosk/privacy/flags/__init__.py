"""Flags: what in the access log is worth asking about, each with its reason (BM-7)."""
