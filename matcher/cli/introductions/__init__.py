"""Commands: deciding, packs for employers, and the answers that come back."""
