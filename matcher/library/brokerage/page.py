"""The client's page: which parts of the record stand on it, under which words."""

from __future__ import annotations

from functools import cached_property

from pydantic import Field, model_validator

from matcher.library.document import Document, Mark, Part
from matcher.library.vocabulary import refuse_repeats


class Two(Part):
    """The same in plain words and in easy-read words."""

    plain: str
    easy: str


class TwoMany(Part):
    """The same in several sentences."""

    plain: tuple[str, ...] = Field(min_length=1)
    easy: tuple[str, ...] = Field(min_length=1)


class PageRow(Part):
    """One column of a sheet with one row a client, as one line."""

    sheet: str
    column: str
    label: str


class PageList(Part):
    """A sheet with several rows a client: what stands first in a line, and what follows with a word before it."""

    sheet: str
    label: str
    first: tuple[tuple[str, str], ...]
    more: tuple[tuple[str, str], ...]
    """Columns with the word before each."""
    not_asked: str = ""
    """What it is called among what nobody has asked; empty where there is nothing to ask."""

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column it tells."""
        return tuple(column for column, _ in (*self.first, *self.more))


class PageSection(Part):
    """Lines under a heading."""

    id: str
    heading: Two
    says: Two
    rows: tuple[PageRow, ...] = ()
    lists: tuple[PageList, ...] = ()


class LeftOut(Part):
    """A column that is not on the page, and why; `*` for a whole sheet."""

    sheet: str
    column: str
    why: str


class Boxes(Part):
    """What can be ticked."""

    right: str
    change: str
    strike: str
    yes: str
    no: str
    not_now: str


class UseWords(Part):
    """What a client agreed to."""

    heading: str
    agreed: str
    agreed_for: str
    may_say: str
    stopped: str
    stopped_for: str
    not_yet: str
    an_employer: str


class JobWords(Part):
    """What was decided and answered about one vacancy."""

    heading: str
    put_forward: str
    held: str
    employer_said_no: str
    none: str
    yes: str
    no: str
    not_now: str
    silence: str
    employer_answer: str
    judged: str
    judged_yes: str
    judged_yes_with: str
    judged_not_yet: str


class StepWords(Part):
    """Next steps."""

    heading: str
    who: str
    by: str
    done: str
    again: str


class Plans(Part):
    """What we'd like to do."""

    heading: Two
    says: TwoMany
    uses: UseWords
    jobs: JobWords
    steps: StepWords
    nobody: str


class HeadWords(Part):
    """The head of the page."""

    about: str
    on: str
    made: str


class Told(Part):
    """A heading with sentences."""

    heading: Two
    says: TwoMany


class Sign(Part):
    """Where it is signed."""

    heading: Two
    says: Two
    lines: tuple[str, ...] = Field(min_length=1)


class ClientPageWords(Document):
    """Everything that the client's page is made from, but the record."""

    mark: Mark
    title: Two
    opening: TwoMany
    boxes: Boxes
    nothing: Two
    not_asked: Two
    head: HeadWords
    sections: tuple[PageSection, ...] = Field(min_length=1)
    plans: Plans
    contest: Told
    sign: Sign
    equality: Two
    left_out: tuple[LeftOut, ...] = ()

    @model_validator(mode="after")
    def _each_once(self) -> ClientPageWords:
        refuse_repeats("sections", [one.id for one in self.sections])
        refuse_repeats("columns of the page", [f"{sheet}.{column}" for sheet, column in self.told])
        return self

    @cached_property
    def told(self) -> tuple[tuple[str, str], ...]:
        """Every (sheet, column) that stands on the page."""
        rows = [(row.sheet, row.column) for one in self.sections for row in one.rows]
        lists = [(each.sheet, column) for one in self.sections for each in one.lists for column in each.columns]
        return (*rows, *lists)
