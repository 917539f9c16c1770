"""What a command has already kept, so that stopping it can be told truly."""

from __future__ import annotations

_so_far: list[str] = []


def reset() -> None:
    """Nothing is kept yet."""
    _so_far.clear()


def keep(what: str) -> None:
    """`what` is kept from now on, as a sentence."""
    _so_far.append(what)


def so_far() -> str:
    """What to say when the command is stopped now."""
    return " ".join(_so_far) or "Nothing was changed."
