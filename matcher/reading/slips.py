"""One-letter slips in the words that patterns look for: `licesne` is licence, `expereince` is experience."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from matcher.reading.passage import Sentence, Token, sentence_of

SHORTEST = 6
"""Shorter words have too many neighbours that are words in their own right."""


class Slips:
    """Knows the words that patterns look for, and takes a word one letter away for one of them.

    `real_words` are words in their own right that happen to stand one letter away (`diving`, `driving`).
    """

    def __init__(self, wanted: Iterable[str], real_words: Iterable[str]) -> None:
        self._wanted = frozenset(word for word in wanted if len(word) >= SHORTEST and word.isalpha())
        self._real = frozenset(real_words)
        self._by_gap: dict[str, set[str]] = {}
        for word in self._wanted:
            for shorter in _shorter(word):
                self._by_gap.setdefault(shorter, set()).add(word)
        self._beginnings = frozenset(word[:SHORTEST] for word in self._wanted)
        self._seen: dict[str, str] = {}

    def mended(self, sentence: Sentence) -> Sentence:
        """The sentence with its slips mended; the same object where there are none. Characters stay the original's."""
        tokens: list[Token] = []
        changed = False
        for token in sentence.tokens:
            word = self.word(token.word)
            changed |= word != token.word
            tokens.append(replace(token, word=word) if word != token.word else token)
        return sentence_of(tokens, bullet=sentence.bullet) if changed else sentence

    def word(self, word: str) -> str:
        """The wanted word that `word` is one letter away from; itself where it is none or a word of its own."""
        if len(word) < SHORTEST - 1 or not word.isalpha() or word in self._wanted or word in self._real:
            return word
        if word not in self._seen:
            if len(self._seen) > 200_000:
                self._seen.clear()
            self._seen[word] = self._near(word)
        return self._seen[word]

    def _near(self, word: str) -> str:
        from rapidfuzz.distance import OSA

        if any(word.startswith(one) or one.startswith(word) for one in self._beginning_with(word)):
            return word  # an ending of a wanted word is no slip
        near = {wanted for shorter in (word, *_shorter(word)) for wanted in self._by_gap.get(shorter, ())}
        near |= {shorter for shorter in _shorter(word) if shorter in self._wanted}
        good = sorted(
            one
            for one in near
            if one[0] == word[0] and len(one) >= SHORTEST and OSA.distance(one, word) == 1 and not one.startswith(word)
        )
        return good[0] if good else word

    def _beginning_with(self, word: str) -> Iterable[str]:
        if word[:SHORTEST] not in self._beginnings:
            return ()
        return (one for one in self._wanted if one[:4] == word[:4])


def _shorter(word: str) -> set[str]:
    return {word[:place] + word[place + 1 :] for place in range(len(word))}
