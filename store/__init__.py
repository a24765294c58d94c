"""The records: TinyDB documents on an ACID engine, and the tamper-evident ledger."""
