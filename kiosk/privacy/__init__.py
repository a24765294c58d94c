"""Confidentiality (BM): who may see customers' data, when, and what is left of it afterwards."""
