"""What the engine costs, beside what an analyst would write: `make bench`."""
