"""Commands: the client's own side: answers, consent, page, what is held of them, services."""
