"""Finds the services that may help a client: what they state, compared only with age and area, the rest to be asked."""
