"""The books of account managers (GZ-3): the day's plan, the visit log, and what is owed."""
