"""Turn two places into minutes: one table of origin by destination by mode, built once; how it is filled may change."""
