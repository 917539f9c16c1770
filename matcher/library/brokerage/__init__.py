"""The documents of `models/brokerage/`: what the desk goes by."""
