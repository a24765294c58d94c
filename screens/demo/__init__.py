"""The entrance with a tray of badges beside it: to try it without a reader or a badge."""
