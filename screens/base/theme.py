"""The colours of all terminals: a calm dark ground, and one strong colour for each kind of news."""

from textual.theme import Theme

THEME = Theme(
    name="keyroom",
    dark=True,
    background="#0e151d",
    surface="#16202b",
    panel="#1f2c3a",
    foreground="#e8eef4",
    primary="#2f6fb5",
    secondary="#12807a",
    accent="#7d4bb0",
    success="#1f8a4c",
    warning="#e0a526",
    error="#b3322f",
    variables={"faint": "#8296a9", "rule": "#2c3c4d"},
)
