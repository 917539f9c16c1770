"""Whether every pattern of the audit can be read, and whether each criterion's own examples come out as they say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from matcher.base.problems import GivenProblems, Problem
from matcher.library.load import Library
from matcher.reading.passage import read_passage
from matcher.reading.patterns import NotAPattern, Pattern, PhraseLists

ROLES = ("phrases", "topics", "weak_topics", "other_senses", "clears", "clears_anywhere", "only_with", "not_for")

_LIST_NAMES = re.compile(r"\{[a-z_]+\}")
_WORDS = re.compile(r"[^\s()|?]+")
_SIGNS = frozenset(["^", "$", "*", "#", "£", "<x>"])


def check_patterns(library: Library) -> list[Problem]:
    """Everything that is wrong with the patterns, by where it stands. Empty when all is well."""
    try:
        written = list(_patterns(library))
    except GivenProblems:
        return []  # told by the check of the documents themselves
    problems = []
    lists = PhraseLists(library.audit_phrases.lists)
    for where, pattern in written:
        try:
            Pattern(pattern, lists)
        except NotAPattern as wrong:
            problems.append(Problem(where, pattern, f"cannot be read: {wrong}.", "Put the pattern right."))
        for word in _never_met(pattern):
            what = f'writes "{word}", which no text is read as: it is "{_as_read(word)}" there.'
            problems.append(Problem(where, pattern, what, "Write it as it is read."))
    return problems


def _never_met(pattern: str) -> Iterator[str]:
    """Words of a pattern that can match nothing, since a text has other tokens there: `24/7` is `24 / 7`."""
    for word in _WORDS.findall(_LIST_NAMES.sub(" ", pattern)):
        if word not in _SIGNS and not word.startswith("~") and _as_read(word) != word:
            yield word


@cache
def _as_read(word: str) -> str:
    """A word, or the beginning of one, as it is read between two others."""
    tokens = [token.word for one in read_passage(f"so {word.removesuffix('*')} so").sentences for token in one.tokens]
    return " ".join(tokens[1:-1]) + "*" * word.endswith("*")


def _patterns(library: Library) -> Iterator[tuple[str, str]]:
    phrases, work = library.audit_phrases, library.audit_work
    for name, several in phrases.lists.items():
        yield from ((f"phrases.yaml, list {name}", one) for one in several)
    for stance, several in phrases.stances.items():
        yield from ((f"phrases.yaml, stance {stance}", one) for one in several)
    yield from (("phrases.yaml, people", one) for one in phrases.people)
    for kind in work.kinds:
        for one in (*kind.occupations, *kind.duties, *kind.denies):
            yield f"work.yaml, {kind.id}", one
    for reads in library.audit_reads.values():
        for role in ROLES:
            yield from ((f"reads, {reads.id}, {role}", one) for one in getattr(reads, role))
