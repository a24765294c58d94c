"""Cases: a flag or an entry taken up, asked about, judged and closed; nothing of it is lost."""
