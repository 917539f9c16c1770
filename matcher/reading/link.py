"""Ties the words a person used to the vocabularies, once for each distinct string, when a record comes in.

An exact name or alias is certain. A job title as employers write it is first taken apart (`titles`); what
is only near is held against every name by two likenesses (`likeness`). At or above `accept_at` of the
linking document the word is linked; below it the word is kept, unlinked, with the confidence of the best
guess, so that the importer can ask. Nothing depends on what else came in: a word links to the same entry
alone and among thousands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from matcher.reading.fold import Spellings, Words, fold
from matcher.reading.names import Guess, Names, Near
from matcher.reading.titles import Part, Titles, phrases, without
from matcher.records.shape import Link

if TYPE_CHECKING:
    from matcher.library.load import Library

MOST_PARTS_COMPARED = 3


@dataclass(frozen=True)
class _Reading:
    """What one word may mean by its own structure, and which phrases of it to compare where that is not
    enough."""

    guesses: tuple[Guess, ...] = ()
    compare: tuple[Near, ...] = ()


class Linker:
    """Links job titles and skills to the library's occupations and skills."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._rules = library.linking
        self._spellings = Spellings(self._rules.same_words)

    def occupation(self, words: str) -> Link:
        """The occupation that a job title means; `to` is None where nothing is near enough."""
        return self.occupations([words])[0]

    def skill(self, words: str) -> Link:
        """The skill or task that a phrase means; `to` is None where nothing is near enough."""
        return self.skills([words])[0]

    def occupations(self, words: Sequence[str]) -> list[Link]:
        """A link for each of `words`, in order; each distinct string is looked at once."""
        return self._links(words, self._job_names, self._read_title)

    def skills(self, words: Sequence[str]) -> list[Link]:
        """A link for each of `words`, in order; each distinct string is looked at once."""
        return self._links(words, self._skill_names, self._read_phrase)

    def near_occupations(self, words: str, *, most: int = 3) -> list[Link]:
        """What a title may mean, best first, for "did you mean": from `ask_at` up, whether or not it is
        linked."""
        return self._near(words, self._job_names, self._read_title(words), most)

    def near_skills(self, words: str, *, most: int = 3) -> list[Link]:
        """What a phrase may mean, best first, for "did you mean": from `ask_at` up, whether or not it is
        linked."""
        return self._near(words, self._skill_names, self._read_phrase(words), most)

    # --- the words of the library, each folded when first needed

    @cached_property
    def _job_names(self) -> Names:
        jobs = self._library.occupations.entries
        return self._names((job.id, (job.title, job.id, *job.aliases)) for job in jobs)

    @cached_property
    def _skill_names(self) -> Names:
        skills = self._library.skills.entries
        return self._names((skill.id, (skill.name, skill.id, *skill.aliases)) for skill in skills)

    def _names(self, entries: Iterable[tuple[str, Iterable[str]]]) -> Names:
        return Names(entries, self._spellings, letters_share=self._rules.letters_share)

    @cached_property
    def _titles(self) -> Titles:
        return Titles(self._rules.titles, self._spellings)

    @cached_property
    def _whatever_before(self) -> frozenset[Words]:
        return frozenset(self._spellings.settle(fold(name)) for name in self._rules.titles.whatever_before)

    @cached_property
    def _only_alone(self) -> frozenset[Words]:
        return frozenset(self._spellings.settle(fold(name)) for name in self._rules.titles.only_alone)

    @cached_property
    def _phrase_noise(self) -> dict[str, Sequence[Words]]:
        return phrases(self._rules.phrase_noise, self._spellings)

    # --- reading one word

    def _read_title(self, title: str) -> _Reading:
        whole = self._spellings.settle(fold(title))
        if whole in self._job_names.exact:
            return _Reading((Guess(self._job_names.exact[whole], 100, len(whole)),))
        guesses: list[Guess] = []
        compare: list[Near] = []
        for part in self._titles.parts(title):
            less = part.place * self._rules.worth.later_part_less
            guesses += self._guesses(part, less=less)
            if part.place < MOST_PARTS_COMPARED and self._titles.beyond_setting(part.words):
                compare.append(Near(part.words, less, part.another))
        return _Reading(tuple(guesses), tuple(compare))

    def _guesses(self, part: Part, *, less: int) -> list[Guess]:
        """A guess for every name that stands in the part, worth what the words around it leave in doubt."""
        found = []
        for length in range(len(part.words), 0, -1):
            for start in range(len(part.words) - length + 1):
                name = part.words[start : start + length]
                to = self._job_names.exact.get(name)
                if to is not None:
                    before, after = part.words[:start], part.words[start + length :]
                    most = 100 if part.another.issubset(name) else self._rules.worth.another_job_most
                    worth = min(self._worth(name, before, after) - less, most)
                    found.append(Guess(to, max(worth, 0), length))
        return found

    def _worth(self, name: Words, before: Words, after: Words) -> int:
        """What a name is worth between the words before and after it."""
        worth = self._rules.worth
        if not before and not after:
            return worth.without_noise
        before, after = self._titles.beyond_setting(before), self._titles.beyond_setting(after)
        if not before and not after:
            return worth.without_setting
        if name in self._only_alone:
            return worth.ends - worth.one_word_less
        if not before:
            return worth.begins - worth.one_word_less * (len(name) == 1)
        if name in self._whatever_before and not after:
            return worth.begins
        return worth.ends - worth.one_word_less * (len(name) == 1)

    def _read_phrase(self, phrase: str) -> _Reading:
        exact = self._skill_names.exact
        words = self._spellings.settle(fold(phrase))
        if words in exact:
            return _Reading((Guess(exact[words], 100, len(words)),))
        core = without(words, self._phrase_noise) or words
        sure = (Guess(exact[core], self._rules.worth.without_noise, len(core)),) if core in exact else ()
        return _Reading(sure, tuple(Near(one) for one in dict.fromkeys((words, core)) if one))

    # --- from readings to links

    def _links(self, words: Sequence[str], names: Names, read: Callable[[str], _Reading]) -> list[Link]:
        readings = {one: read(one) for one in dict.fromkeys(words)}
        guesses = {one: list(reading.guesses) for one, reading in readings.items()}
        unsettled = [
            (one, near)
            for one, reading in readings.items()
            if not any(guess.confidence >= self._rules.accept_at for guess in reading.guesses)
            for near in reading.compare
        ]
        found = names.nearest([near for _, near in unsettled], another_job_most=self._most_for_another)
        for (one, _), more in zip(unsettled, found, strict=True):
            guesses[one] += more
        links = {one: self._link(_writable(one), _best_first(several)) for one, several in guesses.items()}
        return [links[one] for one in words]

    def _link(self, words: str, best_first: list[Guess]) -> Link:
        if not best_first:
            return Link(words=words)
        best = best_first[0]
        sure = best.confidence >= self._rules.accept_at
        return Link(words=words, to=best.to if sure else None, confidence=best.confidence)

    def _near(self, words: str, names: Names, reading: _Reading, most: int) -> list[Link]:
        compared = names.nearest(reading.compare, another_job_most=self._most_for_another, most=most)
        guesses = _best_first([*reading.guesses, *(guess for several in compared for guess in several)])
        return [
            Link(words=_writable(words), to=guess.to, confidence=guess.confidence)
            for guess in guesses[:most]
            if guess.confidence >= self._rules.ask_at
        ]

    @property
    def _most_for_another(self) -> int:
        return self._rules.worth.another_job_most


def _writable(words: str) -> str:
    """`words` with halves of characters replaced, so that a record can hold them."""
    return words.encode("utf-8", "replace").decode("utf-8")


def _best_first(guesses: Sequence[Guess]) -> list[Guess]:
    """The best guess of each entry, best first; of equals the longer name, then the one found first."""
    best: dict[str, Guess] = {}
    for guess in sorted(guesses, key=lambda guess: (-guess.confidence, -guess.length)):
        best.setdefault(guess.to, guess)
    return list(best.values())
