"""What employers answered, from workbooks, e-mails, text files and codes that were typed: answers and problems.

Never raises for what is in a file, and never guesses: what is not clear is told, with where it stands and what to type.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from matcher.base.codes import reply_code
from matcher.base.problems import Problem
from matcher.explain.answer_sheet import AnswerHeadings, answer_headings
from matcher.library.brokerage.answers import Answers
from matcher.reading.replies import ReplyReader

if TYPE_CHECKING:
    from matcher.library.load import Library

Letters = Mapping[str, Sequence[str]]
"""The letters of each pack that is known, by its code."""
WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xls", ".ods"})
MAILS, TEXTS = frozenset({".eml"}), frozenset({".txt", ".text"})
KINDS = "Give the workbook that came back, an e-mail saved as .eml, or its text as .txt."


@dataclass(frozen=True)
class Reply:
    """One answer about one letter of a pack."""

    pack: str
    letter: str
    answer: str
    reason: str = ""
    side: str = ""
    """Whose the reason is."""
    share: bool | None = None
    """Whether the client may be told the reason; None where nobody said."""
    note: str = ""
    """What they wrote, for us alone."""
    where: str = ""
    """Where it stood: `pack.xlsx, Answers!C4`, `reply.eml, line 3`."""
    how: str = ""
    """`workbook`, `e-mail`, `text` or `code`."""

    @property
    def code(self) -> str:
        """The reply code of the pack and letter."""
        return reply_code(self.pack, self.letter)


@dataclass
class Replies:
    """What was read: answers, letters that were left blank, and everything that is not clear."""

    replies: list[Reply] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    blank: list[tuple[str, str]] = field(default_factory=list)
    """(pack, letter) that a workbook holds without an answer: not decided yet."""

    def add(self, other: Replies) -> None:
        """Everything of another reading besides."""
        self.replies += other.replies
        self.problems += other.problems
        self.blank += other.blank


@dataclass(frozen=True)
class Means:
    """What replies are read with."""

    answers: Answers
    headings: AnswerHeadings
    reader: ReplyReader
    packs: Letters | None = None
    """None where no pack is known, as in a check of one file alone."""

    @classmethod
    def of(cls, library: Library, packs: Letters | None = None) -> Means:
        """By the words of the models."""
        answers = library.brokerage.answers
        return cls(answers, answer_headings(library.brokerage.packs), ReplyReader(answers), packs)


def read_replies(files: Sequence[Path], *, library: Library, packs: Letters | None = None) -> Replies:
    """The answers in files of any of the kinds we read. `packs`: the packs that are known, and their letters."""
    from matcher.importers.opener import Opener
    from matcher.importers.replies.mail import read_mail, read_text_file
    from matcher.importers.replies.sheet import read_sheets

    read, means = Replies(), Means.of(library, packs)
    with ExitStack() as stack:
        opener = stack.enter_context(Opener())
        for path in files:
            ending = path.suffix.casefold()
            if not path.is_file():
                read.problems.append(Problem(path.name, "", "is not a file that is there.", KINDS))
            elif ending in WORKBOOKS:
                read.add(read_sheets(path, path.name, means=means, opener=opener))
            elif ending in MAILS:
                read.add(read_mail(path, means=means, opener=opener))
            elif ending in TEXTS:
                read.add(read_text_file(path, means=means))
            else:
                read.problems.append(Problem(path.name, "", "is not a kind of file that answers come in.", KINDS))
    return once(read)


def once(read: Replies) -> Replies:
    """Each letter once. The same answer twice is one; different answers for one letter are told, and none is kept."""
    by_letter: dict[tuple[str, str], list[Reply]] = {}
    for one in read.replies:
        by_letter.setdefault((one.pack, one.letter), []).append(one)
    kept: list[Reply] = []
    problems = list(read.problems)
    for several in by_letter.values():
        answers = {one.answer for one in several}
        reasons = {one.reason for one in several} - {""}
        if len(answers) > 1 or len(reasons) > 1:
            problems.append(_two(several))
        else:
            kept.append(_joined(several))
    answered = set(by_letter)
    blank = [one for one in dict.fromkeys(read.blank) if one not in answered]
    return Replies(kept, problems, blank)


def _two(several: Sequence[Reply]) -> Problem:
    first, *others = several
    other = next(one for one in others if (one.answer, one.reason) != (first.answer, first.reason))
    what = f"answers {first.letter} one way, and {other.where} another; neither is kept."
    return Problem(first.where, "", what, f"Ask which holds, and type: reply {first.code} and the answer.")


def _joined(several: Sequence[Reply]) -> Reply:
    """The same answer said more than once: the first, with what only the others say. A no to sharing holds."""
    first = several[0]
    shares = [one.share for one in several if one.share is not None]
    notes = dict.fromkeys(one.note for one in several if one.note)
    with_reason = next((one for one in several if one.reason), first)
    return replace(
        first,
        reason=with_reason.reason,
        side=with_reason.side,
        share=all(shares) if shares else None,
        note=" / ".join(notes),
    )


def of_matters(where: str, matters: Iterable[str], answers: Answers) -> list[Problem]:
    """A note for each thing that the words speak of and that no answer should rest on."""
    return [
        Problem(where, "", answers.matter_says.format(about=about), answers.matter_fix, stops_row=False)
        for about in chain(dict.fromkeys(matters))
    ]
