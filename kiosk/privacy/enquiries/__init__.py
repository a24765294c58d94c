"""Judicial enquiries (司法查询): what is asked, whether it may be given, what was given (BM-2b)."""
