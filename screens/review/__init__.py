"""The supervisor's screen: who is there, what waits for a decision, how a month is settled."""
