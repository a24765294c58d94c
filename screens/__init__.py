"""What people see: one Textual app per terminal, over one hardened base app."""
