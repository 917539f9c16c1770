"""What an advert asks of whoever applies: kind, importance, and the characters that say so."""
