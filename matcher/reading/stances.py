"""How a sentence speaks of a thing: waived, wished for, demanded, asked for with the application, shut out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from matcher.reading.passage import Sentence
from matcher.reading.patterns import Macros, PatternSet

AROUND = 25
"""Tokens on each side of the thing that are looked at."""
_WISHED_FOR = re.compile(
    r"<x> (?:\S+ ){0,2}(?:desirable|desired|preferred|preferable|ideal|an advantage|a plus|a bonus) (?:\S+ ){0,2}"
    r"not (?:essential|necessary|required|vital|crucial|compulsory|mandatory|a must) "
)
_ONLY_IF = re.compile(r" only (?:\S+ ){0,3}if you (?:\S+ ){0,5}<x> ")
_PROVIDED = re.compile(r" provided (?=(?:that|you|it|they) )")
_UNWELCOME = re.compile(
    r" (?:(?:not|never|cannot|cant|wont|arent|isnt|nobody|others|hardly) (?:be |being )?(?:considered|accepted|welcome|"
    r"welcomed|encouraged)|only (?:open|happy|considered|accepted|welcome)|(?:nobody|none|noone|no one) else) "
)


class Stances:
    """The patterns of every stance, compiled once."""

    def __init__(self, patterns: Mapping[str, Sequence[str]], macros: Macros) -> None:
        self._set = PatternSet(((stance, one) for stance, several in patterns.items() for one in several), macros)
        self._seen: dict[str, dict[str, str]] = {}

    def of(self, sentence: Sentence, start: int, end: int) -> Mapping[str, str]:
        """The stances towards what stands from `start` to `end` of the sentence's text, each with the pattern that
        showed it."""
        before = sentence.text[:start].split()[-AROUND:]
        after = sentence.text[end:].split()[:AROUND]
        text = " " + "".join(f"{word} " for word in (*before, "<x>", *after))
        text = _PROVIDED.sub(" if ", text)  # `provided that it is your own` supplies nothing
        if text not in self._seen:
            if len(self._seen) > 50_000:
                self._seen.clear()
            shown = _shown(self._set.found(text, {*before, *after, "<x>"}), text)
            if "desirable" in shown and _WISHED_FOR.search(text):
                shown.pop("waived", None)  # `desirable, not essential` is a wish, not a waiver
            if "desirable" in shown and _ONLY_IF.search(text):
                shown.pop("desirable")  # `get in touch only if you have a car` is no wish
            if "welcomed" in shown and _UNWELCOME.search(text):
                shown.pop("welcomed")  # `not considered`, `only open to` welcome nobody
            if "turned_away" in shown:  # `no licence, no job`
                shown.setdefault("demanded", shown["turned_away"])
                for stance in ("waived", "alternative", "reassured"):
                    shown.pop(stance, None)
            self._seen[text] = shown
        return self._seen[text]


def _shown(found: Iterable[tuple[str, int, int, str]], text: str) -> dict[str, str]:
    """Each stance with its first pattern whose match holds the place of the thing."""
    place = text.index("<x>")
    shown: dict[str, str] = {}
    for stance, start, end, written in found:
        if start <= place < end:
            shown.setdefault(stance, written)
    return shown
