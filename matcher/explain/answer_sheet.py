"""The headings of an answers sheet: what is written for an employer to fill in, and what is read when it comes back.

Both ends take them from here, so that a sheet of ours is always one that we can read.
"""

from __future__ import annotations

from dataclasses import dataclass

from matcher.library.brokerage.packs import Packs


@dataclass(frozen=True)
class AnswerHeadings:
    """The columns of the answers sheet, in their order."""

    code: str
    letter: str
    answer: str
    reason: str
    share: str
    note: str

    @property
    def all(self) -> tuple[str, ...]:
        return (self.letter, self.code, self.answer, self.reason, self.share, self.note)


def answer_headings(packs: Packs) -> AnswerHeadings:
    """The headings as the pack words them."""
    labels = packs.labels
    return AnswerHeadings(
        code=labels["code"],
        letter=labels["person"],
        answer=labels["answer"],
        reason=labels["reason"],
        share=labels["share"],
        note=labels["note"],
    )
