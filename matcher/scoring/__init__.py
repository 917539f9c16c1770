"""Bind declared terms and gates to measures: codes, gate states and points of any pairs."""
