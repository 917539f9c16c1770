"""Commands: adverts and notes read and questioned."""
