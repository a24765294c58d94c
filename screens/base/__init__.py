"""The hardened base of every terminal: Textual with its hatches closed (docs/kiosk.md).

Knows no terminal of the house in particular. `launcher` imports no Textual, so that the terminal
is quiet before the first import that takes time.
"""
