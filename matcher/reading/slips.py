"""One-letter slips in the words that patterns look for: `licnece` is licence, `expereince` is experience."""

from __future__ import annotations

from collections.abc import Iterable

from matcher.reading.passage import Sentence, Token, sentence_of

SHORTEST = 6
"""Shorter words have too many neighbours that are words in their own right."""
SHORTEST_BEGINNING = 7
_ENDINGS = tuple("e s es d ed r er rs ers or ors ing ings ly y ies al able ment ments ful ness".split())  # noqa: SIM905


class Slips:
    """Knows the words that patterns look for, and takes a word one letter away for one of them.

    `beginnings` are looked for with any ending. `real_words` are words in their own right that happen to stand one
    letter away (`diving`, `driving`). A word that stands as a name is taken for one of `capitals` only (`English`).
    """

    def __init__(
        self,
        wanted: Iterable[str],
        real_words: Iterable[str],
        *,
        beginnings: Iterable[str] = (),
        capitals: Iterable[str] = (),
    ) -> None:
        self._wanted = frozenset(word for word in wanted if len(word) >= SHORTEST and word.isalpha())
        self._beginnings = frozenset(word for word in beginnings if len(word) >= SHORTEST_BEGINNING and word.isalpha())
        self._real = frozenset(real_words)
        self._capitals = frozenset(capitals)
        self._words_by_gap = _by_gap(self._wanted)
        self._beginnings_by_gap = _by_gap(self._beginnings)
        self._seen: dict[str, str] = {}

    def mended(self, sentence: Sentence) -> Sentence:
        """The sentence with its slips mended; the same object where there are none. Characters stay the original's."""
        tokens: list[Token] = []
        changed = False
        for token in sentence.tokens:
            word = self.word(token.word)
            if token.name and word not in self._capitals:
                word = token.word
            changed |= word != token.word
            tokens.append(token._replace(word=word) if word != token.word else token)
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
        if any(word.endswith(ending) and word[: -len(ending)] in self._real for ending in _ENDINGS):
            return word  # an ending of a word is no slip
        whole = _one_away(word, self._words_by_gap, self._wanted)
        if whole:
            return whole[0]
        for ending in ("", *_ENDINGS):
            if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_BEGINNING - 1:
                begun = _one_away(word[: len(word) - len(ending)], self._beginnings_by_gap, self._beginnings)
                if begun:
                    return begun[0] + ending
        return word


def _one_away(word: str, by_gap: dict[str, set[str]], wanted: frozenset[str]) -> list[str]:
    """The wanted words one letter away from `word` that begin as it does, and do not merely go on."""
    from rapidfuzz.distance import OSA

    near = {one for shorter in (word, *_shorter(word)) for one in by_gap.get(shorter, ())}
    near |= {shorter for shorter in _shorter(word) if shorter in wanted}
    good = (
        one for one in near if one[0] == word[0] and not _ends_otherwise(one, word) and OSA.distance(one, word) == 1
    )
    return sorted(good, key=lambda one: (_unlikely(one, word), one))


def _unlikely(wanted: str, word: str) -> int:
    """How unlikely a slip is, to choose between words: two letters changed places or one came twice; one was lost or
    slipped in; one became another."""
    if sorted(wanted) == sorted(word) or _once(wanted) == _once(word):
        return 0
    return 1 if len(wanted) != len(word) else 2


def _once(word: str) -> str:
    """A word with its doubled letters written once."""
    return "".join(letter for letter, before in zip(word, " " + word, strict=False) if letter != before)


def _ends_otherwise(one: str, word: str) -> bool:
    """Whether two words differ in their last letter only, as `applied` and `applies` do."""
    return one[:-1] == word[:-1] or one[:-1] == word or one == word[:-1]


def _by_gap(words: Iterable[str]) -> dict[str, set[str]]:
    """Each word under every spelling that leaves one of its letters out."""
    gaps: dict[str, set[str]] = {}
    for word in words:
        for shorter in _shorter(word):
            gaps.setdefault(shorter, set()).add(word)
    return gaps


def _shorter(word: str) -> set[str]:
    return {word[:place] + word[place + 1 :] for place in range(len(word))}
