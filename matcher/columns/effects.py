"""What the audit's doubts let the matcher do with each requirement, handed down as plain flags."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Effects:
    """One vacancy's requirements in stored order. `counts` is for desirable ones: whether holding it adds points."""

    applied: tuple[bool, ...]
    counts: tuple[bool, ...]
    doubted: tuple[bool, ...]
    held: bool = False
