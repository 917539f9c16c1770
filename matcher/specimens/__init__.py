"""Makes a made-up programme of any size from published marginals; one seed, one programme, on any machine."""
