"""Text made safe for where it is shown: nothing in it steers a terminal, ASCII where nothing else is sure."""

from __future__ import annotations

import unicodedata

_ASCII = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "…": "...", "·": "-"})


def printable(text: str) -> str:
    """The text on one line, without control characters, marks that turn the writing, or half characters."""
    kept = (" " if c in "\n\t\r" else c for c in text if c in "\n\t\r" or unicodedata.category(c) not in _NEVER)
    return " ".join("".join(kept).split())


_NEVER = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def ended(said: str) -> str:
    """The words with a full stop, unless they end a sentence already."""
    return said if not said or said[-1] in ".?!" else f"{said}."


def ascii_quotes(text: str) -> str:
    """The text with plain quotation marks and dashes."""
    return text.translate(_ASCII)


def encodable(text: str, encoding: str) -> str:
    """The text as an encoding can carry it: `GBP` for a pound sign it lacks, a question mark for the rest."""
    try:
        text.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        plain = ascii_quotes(text).replace("£", "GBP")
        return plain.encode("ascii", errors="replace").decode("ascii")
    return text
