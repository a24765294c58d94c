"""The log in front of the supervisor: all that happened, in one order, however much it is."""
