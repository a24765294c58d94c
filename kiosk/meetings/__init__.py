"""Meetings (HY): who hosts, what is prepared, how the meeting runs, and what it leaves behind."""
