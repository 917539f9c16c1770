"""Labels that every output shares, so that the terminal, the page and the workbook call a thing the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matcher.explain.shape import Total

WHOSE = {
    "client": "The client",
    "programme": "The programme",
    "employer": "The employer",
    "law": "The law",
}
ASKED = {"client": "Ask the client", "vacancy": "Ask the employer", "employer": "Ask the employer"}
SIDES = {"client": "Suits the client", "job": "Suits the job"}
STATES = {"met": "yes", "not_met": "no", "unknown": "not known"}


def points(total: Total) -> str:
    """`22 of 45`; `45 of 45 and 4 for extras`, since extras add to nothing that could be lost."""
    said = f"{total.points - total.extra} of {total.of}"
    return f"{said} and {total.extra} for extras" if total.extra else said


def in_points(total: Total) -> str:
    """`22 of 45 points`, and what extras brought."""
    said = f"{total.points - total.extra} of {total.of} points"
    return f"{said} and {total.extra} for extras" if total.extra else said


def reach(total: Total) -> str:
    """`, up to 40 when all is known`; empty where all is known."""
    return f", up to {total.high} when all is known" if total.high != total.low else ""
