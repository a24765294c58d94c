"""The desk: customers' data, for the entitled, while they are there (BM)."""
