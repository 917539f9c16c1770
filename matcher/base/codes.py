"""Short codes that people read out over the phone: which pack, which letter, and a sign that shows a slip.

`MX7QK5` names a pack, `MX7QK-AY` one letter of it. The signs are Crockford's base 32 (crockford.com/base32): no I, L,
O or U, and whoever writes o, i or l is understood. The last sign checks all the others: the signs are elements of the
field of 32, each is multiplied by a power of its own, and the sum is zero. So one wrong sign, or any two changed
round, never passes. The third sign is a figure and the next two are letters, in a way that no postcode, number plate
or English word is made, so that a code can be found in running text. It says nothing of any person.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ"
"""The letters of a pack, in order: as many people as one pack can hold."""
FIGURES = "23456789"
"""No 0 or 1: those are also what o, i and l are understood as."""
QUIET = "BCDFGHJKMNPQRSTVWXYZ"
"""Letters that make no words between them: no vowels."""
_SHAPE = (SIGNS, SIGNS, FIGURES, QUIET, QUIET)
BODY = len(_SHAPE)
PACK_LONG, REPLY_LONG = BODY + 1, BODY + 2
HOW_MANY = len(SIGNS) ** 2 * len(FIGURES) * len(QUIET) ** 2
"""How many packs have a code of their own: about three million."""
_UNDERSTOOD = str.maketrans({"O": "0", "I": "1", "L": "1"})
_FIELD = 0b100101
"""x^5 + x^2 + 1, by which the field of 32 is made."""


class CodeFault(Exception):
    """What was typed is no code: what is wrong with it, and what to type instead. It never holds a guess."""

    def __init__(self, what: str, fix: str) -> None:
        super().__init__(f"{what} {fix}")
        self.what = what
        self.fix = fix


@dataclass(frozen=True, order=True)
class Code:
    """A pack, and a letter of it where the code names one."""

    pack: str
    """The pack's code as it is printed: `MX7QK5`."""
    letter: str = ""

    def __str__(self) -> str:
        return reply_code(self.pack, self.letter) if self.letter else self.pack


def pack_code(number: int) -> str:
    """The code of a pack. `number` comes from chance, and is taken modulo `HOW_MANY`."""
    rest = number % HOW_MANY
    body = ""
    for signs in _SHAPE:
        rest, place = divmod(rest, len(signs))
        body += signs[place]
    return body + _check(body)


def reply_code(pack: str, letter: str) -> str:
    """The code printed beside one letter of a pack. Raises ValueError for a letter that packs do not have."""
    if letter not in LETTERS or not letter:
        raise ValueError(f"a pack has no letter {letter!r}")
    body = pack[:BODY]
    return f"{body}-{letter}{_check(body + letter)}"


def read_code(typed: str) -> Code:
    """What a code names, however it was typed: any case, spaces, dashes, o for 0, i or l for 1. Raises CodeFault."""
    signs = normalised(typed)
    strange = next((sign for sign in signs if sign not in SIGNS), "")
    if strange:
        raise CodeFault(f'holds "{strange}", which no code has.', "Look at the code again, or ask for it again.")
    if len(signs) not in (PACK_LONG, REPLY_LONG):
        fix = f"A code beside a letter has {REPLY_LONG} signs, such as {reply_code(_EXAMPLE, 'A')}."
        raise CodeFault(f"has {len(signs)} signs.", fix)
    if not shaped(signs) or _check(signs[:-1]) != signs[-1]:
        raise CodeFault("is not a code: a sign is wrong, or two are changed round.", "Read it out again.")
    return Code(signs[:BODY] + _check(signs[:BODY]), signs[BODY] if len(signs) == REPLY_LONG else "")


def normalised(typed: str) -> str:
    """The signs that are left of what was typed: capitals, without spaces, dashes and dots, look-alikes settled."""
    plain = unicodedata.normalize("NFKC", typed[:200]).upper()
    return "".join(sign for sign in plain if sign.isalnum()).translate(_UNDERSTOOD)


def shaped(signs: str) -> bool:
    """Whether normalised signs look like a code, right or mistyped."""
    if len(signs) not in (PACK_LONG, REPLY_LONG) or any(sign not in SIGNS for sign in signs):
        return False
    fits = all(sign in allowed for sign, allowed in zip(signs, _SHAPE, strict=False))
    return fits and (len(signs) == PACK_LONG or signs[BODY] in LETTERS)


def _check(signs: str) -> str:
    """The sign that makes the weighted sum of all signs zero; its own weight is one, and no two weights are equal."""
    total, weight = 0, 1
    for sign in reversed(signs):
        weight = _times(weight, 2)
        total ^= _times(SIGNS.index(sign), weight)
    return SIGNS[total]


def _times(one: int, other: int) -> int:
    """The product of two elements of the field of 32."""
    product = 0
    while other:
        if other & 1:
            product ^= one
        one <<= 1
        if one & 32:
            one ^= _FIELD
        other >>= 1
    return product


_EXAMPLE = pack_code(2_026)
