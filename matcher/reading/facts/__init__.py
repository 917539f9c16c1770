"""Facts of an advert: hours, pay, contract, shifts, place, start, driving."""
