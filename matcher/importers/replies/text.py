"""Finds the answers in running text: which letter or code each piece of it is about, and what it says.

A letter counts where it stands at the start of a line or a thought and what is said of it follows. Anything that could
be meant otherwise is told and asked about: an answer before its letter, a letter mentioned in passing, an "A" that may
be a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from matcher.base.codes import (
    LETTERS,
    PACK_LONG,
    REPLY_LONG,
    Code,
    CodeFault,
    normalised,
    read_code,
    reply_code,
    shaped,
)
from matcher.base.problems import Problem
from matcher.importers.replies.importer import Letters, Means, Replies
from matcher.importers.replies.words import replied
from matcher.reading.replies import MOST, ReplyReader

_TOKEN = re.compile(r"[0-9A-Za-z]+(?:[-\u2010–][0-9A-Za-z]+)*")
_JOINS = r"(?:and|&|\+)"
_BEFORE = re.compile(rf"(?:^|[,;.:!?|()\[\]/•*–—-]|\n|(?<![A-Za-z]){_JOINS})\s*[*•(\[]?\s*$", re.IGNORECASE)
_OPENS = re.compile(r"\s*[:=)\]]")
"""After a letter: what follows is about it, whatever stands before."""
_DASH = re.compile(r"\s*[.–—-]")
_LETTER = re.compile(rf"(?<![\w'’])([{LETTERS}{LETTERS.lower()}])(?![\w'’])")
_MENTION = re.compile(rf"(?<![\w'’])([{LETTERS}])(?=['’]s\b|(?![\w'’]))")
_JOINED = re.compile(rf"\s*,?\s*{_JOINS}\s*$", re.IGNORECASE)
_JOINS_NEXT = re.compile(rf"\s*,?\s*{_JOINS}\s+[{LETTERS}](?![\w'’])", re.IGNORECASE)
_PARAGRAPH = re.compile(r"\n[ \t]*\n")
_AROUND = re.compile(rf"^[\s:)\]=.,–—-]+|(?:[,;|/(\[•*\s-]|(?<=\s){_JOINS}(?=\s|$))+$", re.IGNORECASE)


@dataclass(frozen=True)
class _Mark:
    """Where a letter or a code stands, and what is to be made of it."""

    start: int
    end: int
    letter: str = ""
    code: Code | None = None
    fault: str = ""
    """Why a code cannot be read."""


@dataclass(frozen=True)
class Source:
    """A text and what is known around it."""

    where: str
    """The file."""
    how: str
    pack: str = ""
    """The pack that letters without a code belong to; empty where none or several are named."""
    packs: Letters | None = None


def read_text(text: str, source: Source, *, means: Means) -> Replies:
    """The answers in a text of which quoted messages and goodbyes have been taken out."""
    reader = means.reader
    marks = list(_marks(text, source, reader))
    doubtful = _answered_before(text, marks, reader)
    read = Replies()
    for number, mark in enumerate(marks):
        where = f"{source.where}, line {_line(text, mark)}"
        code = mark.code or (Code(source.pack, mark.letter) if source.pack else None)
        words = _words(text, marks, number)
        strays = _strays(words, source, reader)
        problem = None
        if mark.fault:
            problem = Problem(where, text[mark.start : mark.end][:20], mark.fault, "Read it out again.")
        elif code is None:
            what = f"answers about {mark.letter}, and no one pack is named."
            problem = Problem(where, "", what, "Add the reply code that stands beside the letter.")
        elif _line(text, mark) in doubtful:
            what = f"about {code.letter}: the answer may stand before the letter or after it."
            problem = Problem(where, "", what, f'Write the letter first: "{code.letter}: yes".')
        elif strays:
            what = f"about {code.letter}: speaks of {' and '.join(strays)} in the same breath."
            problem = Problem(where, "", what, f"Ask, and type: reply {code} and the answer.")
        if problem is not None or code is None:
            read.problems += [problem] if problem else []
        else:
            read.add(replied(code, words, where=where, how=source.how, means=means))
    first = marks[0].start if marks else len(text)
    read.problems += _not_placed(text[:first], source, reader, alone=not marks)
    return read


def read_typed(typed: str, words: str, *, means: Means) -> Replies:
    """The answer typed beside a code, as when somebody rang."""
    where = "what you typed"
    try:
        code = read_code(typed)
    except CodeFault as fault:
        return Replies(problems=[Problem(where, typed[:20], fault.what, fault.fix)])
    if not code.letter:
        fix = f"The codes beside the letters look like {reply_code(code.pack, 'A')}."
        return Replies(problems=[Problem(where, typed[:20], "names a pack and no letter of it.", fix)])
    if not words.strip():
        names = ", ".join(one.id for one in means.answers.answers)
        return Replies(
            problems=[Problem(where, typed[:20], "has no answer beside it.", f"Add one: {names}, or words.")]
        )
    return replied(code, words, where=where, how="code", means=means)


def codes_in(text: str) -> list[str]:
    """Every pack that a valid code in the text names, once each."""
    found = (mark.code.pack for mark in _coded(text) if mark.code is not None)
    return list(dict.fromkeys([*found, *(_packs_alone(text))]))


def _marks(text: str, source: Source, reader: ReplyReader) -> Iterator[_Mark]:
    """Codes and letters in their order; a letter inside a code is no mark of its own."""
    codes = list(_coded(text))
    taken = [(mark.start, mark.end) for mark in codes]
    letters = [
        _Mark(found.start(1), found.end(1), found[1].upper())
        for found in _LETTER.finditer(text)
        if not any(start <= found.start(1) < end for start, end in taken) and _is_mark(text, found, source, reader)
    ]
    yield from sorted([*codes, *letters], key=lambda mark: mark.start)


def _coded(text: str) -> Iterator[_Mark]:
    """Reply codes, written as one word or as two; those that look like one and are not carry their fault."""
    tokens = list(_TOKEN.finditer(text))
    skip = -1
    for place, token in enumerate(tokens):
        if place <= skip:
            continue
        following = tokens[place + 1] if place + 1 < len(tokens) else None
        between = text[token.end() : following.start()] if following else ""
        two = following is not None and between in (" ", " - ") and len(normalised(token.group())) >= 3
        for end, last in ((token, place), (following, place + 1)) if two and following else ((token, place),):
            signs = normalised(text[token.start() : end.end()])
            if len(signs) != REPLY_LONG or not shaped(signs):
                continue
            try:
                yield _Mark(token.start(), end.end(), code=read_code(signs))
                skip = last
                break
            except CodeFault as fault:
                if end is token:  # two words that look like a code by chance are no mistyped one
                    yield _Mark(token.start(), end.end(), fault=fault.what)
                    skip = last
                    break


def _packs_alone(text: str) -> Iterator[str]:
    """Codes of packs without a letter, written as one word or as two."""
    words = [found.group() for found in _TOKEN.finditer(text)]
    for first, second in zip_longest(words, words[1:], fillvalue=""):
        for typed in (first, first + second):
            signs = normalised(typed)
            if len(first) >= 3 and len(signs) == PACK_LONG and shaped(signs):
                try:
                    yield read_code(signs).pack
                except CodeFault:
                    continue


def _is_mark(text: str, found: re.Match[str], source: Source, reader: ReplyReader) -> bool:
    """Whether a single letter opens an answer about itself."""
    letter = found[1].upper()
    if source.pack and source.packs is not None and letter not in source.packs.get(source.pack, ()):
        return False
    if not _BEFORE.search(text[max(0, found.start(1) - 40) : found.start(1)]):
        return False
    after = text[found.end(1) : found.end(1) + 200]
    if _OPENS.match(after):
        return True
    if found[1].islower():
        return bool(_DASH.match(after)) and not text[: found.start(1)].rsplit("\n", 1)[-1].strip()
    return bool(_DASH.match(after) or _JOINS_NEXT.match(after)) or letter != "A" or reader.begins(after, plain=True)


def _line(text: str, mark: _Mark) -> int:
    return text.count("\n", 0, mark.start) + 1


def _answered_before(text: str, marks: Sequence[_Mark], reader: ReplyReader) -> set[int]:
    """Lines on which an answer stands before the first letter, so that it may belong to it: `Yes, A; no, B`."""
    doubtful: set[int] = set()
    seen: set[int] = set()
    for mark in marks:
        line = _line(text, mark)
        if line in seen:
            continue
        seen.add(line)
        before = text[text.rfind("\n", 0, mark.start) + 1 : mark.start]
        sentence = re.split(r"[.!?]\s", before)[-1]
        if reader.holds(sentence) and not _OPENS.match(text[mark.end :]):
            doubtful.add(line)
    return doubtful


def _words(text: str, marks: Sequence[_Mark], number: int) -> str:
    """What is said of one mark: in its paragraph, up to the next; letters joined by `and` share what follows the last.

    A letter alone on its line says nothing, unless a colon promises more: it may end a list.
    """
    words = ""
    for place in range(number, min(len(marks), number + len(LETTERS))):
        end = marks[place + 1].start if place + 1 < len(marks) else len(text)
        words = text[marks[place].end : min(end, marks[place].end + MOST)]
        if place + 1 == len(marks) or not _JOINED.fullmatch(words):
            break
    if not _OPENS.match(words) and not words.partition("\n")[0].strip(" ,;.-"):
        return ""
    return _AROUND.sub("", _PARAGRAPH.split(words)[0])


def _strays(words: str, source: Source, reader: ReplyReader) -> list[str]:
    """Other letters of the pack that a piece of text mentions without answering about them."""
    known = source.packs.get(source.pack) if source.packs is not None and source.pack else None
    found = (
        one[1]
        for one in _MENTION.finditer(words)
        if (known is None or one[1] in known) and not _is_article(words, one, reader)
    )
    return list(dict.fromkeys(found))


def _is_article(text: str, found: re.Match[str], reader: ReplyReader) -> bool:
    """Whether an `A` is the word, by what follows: a small letter that begins no answer."""
    after = text[found.end(1) : found.end(1) + 200]
    return found[1] == "A" and bool(re.match(r"\s+[a-z]", after)) and not reader.begins(after, plain=False)


def _not_placed(before: str, source: Source, reader: ReplyReader, *, alone: bool) -> Iterator[Problem]:
    """What stands before the first letter and may be an answer about somebody; a greeting is not."""
    strays = _strays(before, source, reader)
    if strays:
        named = " and ".join(strays)
        what = f"speaks of {named} in a way that could be read wrongly."
        fix = f'Write the letter first, then the answer: "{strays[0]}: yes".'
        yield Problem(source.where, "", what, fix)
    elif alone:
        what = "names no letter and no reply code with an answer."
        fix = 'Write "A: yes" and "B: no", with the code of the pack or the code beside a letter.'
        yield Problem(source.where, "", what, fix)
