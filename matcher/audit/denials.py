"""Whether a phrase is denied by the words around it: `you never pay for your check`, `nobody has to speak Polish`.

Many phrases carry their own "no" (`no beards`): those are never denied so, since a second "no" mostly belongs to the
bar. A phrase that says nothing of "not" is denied by a "not" between its words or just before them; but `somebody who
is not about to start a family` asks for such a person, and denies nothing.
"""

from __future__ import annotations

import re

from matcher.reading.patterns import Pattern, PhraseLists

_NO = r"not|never|nobody|nor|neither|dont|doesnt|didnt|wont|isnt|arent|wasnt|neednt|cant|cannot|havent|hasnt"
_BUT = r"(?!only|just|more|less|later|longer|fewer|matter|better|least|always|all|every) ?"
_INSIDE = re.compile(rf" (?:{_NO}|no|nothing) {_BUT}")
_SAYS = re.compile(rf" (?:{_NO}|no|nothing) ")
_BETWEEN = "(?:is |are |was |gets |be |been |being |have to |has to |need to |ever |a |an |the )?"
_BEFORE = re.compile(rf"(?<! who)(?<! that) (?:{_NO}|no one|noone) {_BUT}{_BETWEEN}$")
_GAPS = re.compile(r"\(\?:\(\?!.*?\\S\+ \)\{0,\d+\}\??")
_SIGNS = re.compile(r"[^a-z]+")


class Denials:
    """What is known of patterns so far: which of them say "not" themselves."""

    def __init__(self, lists: PhraseLists) -> None:
        self._lists = lists
        self._says_not: dict[str, bool] = {}

    def holds(self, text: str, start: int, end: int, pattern: str) -> bool:
        """Whether a "not" in the sentence denies what the pattern found from `start` to `end`."""
        denied = _INSIDE.search(text, start - 1, end) or _BEFORE.search(text[:start])
        return denied is not None and not self._negative(pattern)

    def _negative(self, pattern: str) -> bool:
        if pattern not in self._says_not:
            source = _GAPS.sub(" ", Pattern(pattern, self._lists).source)
            self._says_not[pattern] = _SAYS.search(f" {_SIGNS.sub(' ', source)} ") is not None
        return self._says_not[pattern]
