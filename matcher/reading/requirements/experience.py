"""Which experience is meant: of the same job, or of a setting, a group of people, a field or another task.

What the words are of decides. Experience of the job's own work (`cleaning experience` of a cleaner, `as a
receptionist`, `in a similar role`) is the same job; a field that several trades share (`care`, `office`, `pharmacy`),
a setting or a client group is not, though the title names it too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from matcher.library.reading_requirements import RequirementReading
from matcher.reading.passage import Passage, read_passage
from matcher.reading.patterns import PatternSet
from matcher.reading.requirements.hits import AFTER_AND
from matcher.reading.requirements.importance import Mark

_TITLE_WORDS = 24
"""Where no title is given, the first words of the text stand for it."""
_OBJECT_WORDS = 10
_STOPS = frozenset(". ; : ! ? ( ) - , to who but however although though whilst".split())  # noqa: SIM905
_AS_A = re.compile(r" as an? ((?:\S+ ){1,3})")
_FIRST_PART = re.compile(" (?:and|,|in|within|at|with|for) ")
_LEADS = frozenset("of in within with at as and or on using from gained a an the".split())  # noqa: SIM905
"""Words between `experience` and what it is of."""
_AFTER_AS = frozenset({"a", "an"})
_BEFORE_WORDS = 3
_NOT_BEFORE = _STOPS | frozenset(
    "a an the and or have has having with of in for your any no not some previous prior is are need must will".split()  # noqa: SIM905
)
_OPENING_WORDS = 40


class Experience:
    """The words of one reading about experience, compiled once."""

    def __init__(self, reading: RequirementReading) -> None:
        self._same = PatternSet((("same", one) for one in reading.experience["same"]), reading.lists)
        self._general = PatternSet((("general", one) for one in reading.experience["general"]), reading.lists)
        self._generic = frozenset(reading.generic)
        self._fields = frozenset(reading.fields)
        self._families = [frozenset(family) for family in reading.families]

    def title(self, occupation: str, passage: Passage) -> frozenset[str]:
        """The words that name the job, and the words of its kinds of work."""
        sentences = read_passage(occupation[:200]).sentences if occupation else passage.sentences[:2]
        words = [token.word for sentence in sentences for token in sentence.tokens][:_TITLE_WORDS]
        named = frozenset(word for word in words if len(word) > 2 and word not in self._generic)
        kinds = [family for family in self._families if family & named]
        if not kinds:
            opening = frozenset(token.word for one in passage.sentences[:6] for token in one.tokens[:_OPENING_WORDS])
            kinds = [family for family in self._families if family & opening]
        return named.union(*kinds)

    def kind(self, text: str, start: int, end: int, marks: Sequence[Mark], title: frozenset[str]) -> tuple[str, int]:
        """The kind of experience from `start` to `end` of a sentence's text, and where its words end."""
        whole = self.whole(text, end, marks)
        said = f" {text[self._back(text, start) : whole].strip()} "
        return "experience_same_job" if self._is_the_job(said, title) else "experience_general", whole

    def _is_the_job(self, said: str, title: frozenset[str]) -> bool:
        """Whether the words are about the job itself: by its name, by its own work, or by no other thing."""
        words = frozenset(said.split())
        if self._same.found(said, words) or self._as_the_job(said, title):
            return True
        if " using " in said:
            return False  # equipment and systems are of no one job
        before = said.partition(" experience ")[0]
        if any(self._fields.issuperset(own) for own in (self._own(before), self._own(said)) if own):
            return False
        if self._names_the_job(said, title):
            return True
        own = self._own(said)
        return not own or (not self._general.found(said, words) and self._any_alike(own, title))

    def _own(self, said: str) -> list[str]:
        """The words that say what the experience is of."""
        return [word for word in said.split() if word not in self._generic]

    def _any_alike(self, words: Sequence[str], title: frozenset[str]) -> bool:
        return any(_alike(word, other) for word in words for other in title if word not in self._fields)

    def _names_the_job(self, said: str, title: frozenset[str]) -> bool:
        """Whether what comes first is the job's own work and no setting: `reception duties`, not `a care setting`."""
        first = f" {_FIRST_PART.split(self._object(said), 1)[0]} "
        own = self._own(first)
        if not own or self._general.found(first, frozenset(first.split())):
            return False
        return self._any_alike(own[:1], title)

    def _object(self, said: str) -> str:
        """The words from the first that says something, so that `in` parts a thing from its setting."""
        words = said.split()
        while words and (words[0] in self._generic or words[0] in _LEADS):
            del words[0]
        return " ".join(words)

    def _as_the_job(self, said: str, title: frozenset[str]) -> bool:
        """Whether it is experience as what the job is called, wherever: `as a Breakfast Chef in a hotel`; or of the
        job's own work: `cleaning experience in a hospital`, `customer service experience`."""
        named = _AS_A.search(said)
        if named and any(_alike(word, other) for word in named[1].split() for other in title):
            return True
        before, told, _ = said.partition(" experience ")
        own = self._own(before)
        if not told or not own or self._fields.issuperset(own):
            return False
        return all(word in self._fields or self._any_alike([word], title) for word in own)

    def _back(self, text: str, start: int) -> int:
        """Where the words before `experience` begin that say what it is of: `NHS experience`."""
        at = start
        for _ in range(_BEFORE_WORDS):
            before = text.rfind(" ", 0, at - 1)
            if before < 0 or text[before + 1 : at - 1] in _NOT_BEFORE:
                break
            at = before + 1
        return at

    def whole(self, text: str, end: int, marks: Sequence[Mark]) -> int:
        """Where the words end that tell what an experience or a knowledge is of."""
        stop = next((one.start for one in marks if one.start >= end - 1 and not one.weak), len(text))
        at = end
        for _ in range(_OBJECT_WORDS):
            after = text.find(" ", at)
            word = text[at:after] if after >= 0 else ""
            faces = word == "to" and text.endswith(" face ", 0, at) and text.startswith("face ", after + 1)
            if not word or (word in _STOPS and not faces) or at >= stop:
                break
            if word == "as" and text[after + 1 :].partition(" ")[0] not in _AFTER_AS:
                break
            if word == "and" and text[after + 1 :].partition(" ")[0] in AFTER_AND:
                break
            at = after + 1
        return at


def _alike(one: str, other: str) -> bool:
    """Whether two words share a stem, roughly: cleaner, cleaning."""
    return one == other or (len(one) > 4 and len(other) > 4 and one[:5] == other[:5])
