"""Score every pair worth scoring, and keep the best of every list, exactly, both ways."""
