"""The client's own page: what is held about them, and what we would like to do. No points, no levels, no ranks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from matcher.base.days import Day
from matcher.library.brokerage.page import ClientPageWords, PageList, PageSection, Two, TwoMany

Told = Mapping[str, Sequence[Mapping[str, str | None]]]
"""Rows by the name of their sheet, each with its columns in words; None where a thing is not known."""
Style = Literal["plain", "large", "easy"]
"""As it is; in large print; in easy-read words, which are in large print too."""


@dataclass(frozen=True)
class HeldLine:
    """One thing that is held: to be left, changed or struck out."""

    label: str
    says: str


@dataclass(frozen=True)
class HeldPart:
    """Things that are held, under a heading; and what nobody has asked."""

    heading: str
    says: str
    lines: tuple[HeldLine, ...]
    not_asked: tuple[str, ...]
    """What nothing is known of, to be asked in one question."""


@dataclass(frozen=True)
class Use:
    """One purpose: the question, and how it stands."""

    ask: str
    says: tuple[str, ...]
    may_say: tuple[str, ...]


@dataclass(frozen=True)
class Job:
    """One vacancy that was talked about."""

    title: str
    says: tuple[str, ...]


@dataclass(frozen=True)
class ClientPage:
    """A whole page."""

    client: str
    on: Day
    style: Style
    words: ClientPageWords
    held: tuple[HeldPart, ...]
    uses: tuple[Use, ...]
    jobs: tuple[Job, ...]
    steps: tuple[str, ...]

    def say(self, two: Two) -> str:
        """The wording of this page's style."""
        return two.easy if self.style == "easy" else two.plain

    def say_all(self, two: TwoMany) -> tuple[str, ...]:
        """The same for several sentences."""
        return two.easy if self.style == "easy" else two.plain


def client_page(
    client: str,
    told: Told,
    *,
    words: ClientPageWords,
    uses: Sequence[Use],
    jobs: Sequence[Job],
    on: Day,
    style: Style,
) -> ClientPage:
    """The page from what the sheets hold about a client, and from what is planned."""
    parts = tuple(_part(section, told, easy=style == "easy") for section in words.sections)
    steps = tuple(_steps(told.get("actions", ()), words=words))
    return ClientPage(client, on, style, words, parts, tuple(uses), tuple(jobs), steps)


def _part(section: PageSection, told: Told, *, easy: bool) -> HeldPart:
    lines: list[HeldLine] = []
    not_asked: list[str] = []
    for each in section.lists:
        rows = told.get(each.sheet, ())
        lines += (HeldLine(each.label, _line(each, row)) for row in rows)
        if not rows and each.not_asked:
            not_asked.append(each.not_asked)
        parts = [word for name, word in each.more if any(name in row and row[name] is None for row in rows)]
        if parts:
            not_asked.append(f"{each.not_asked or each.label} ({', '.join(parts)})")
    for row in section.rows:
        own = next(iter(told.get(row.sheet, ())), {})
        held = own.get(row.column)
        if held is not None:
            lines.append(HeldLine(row.label, held))
        else:
            not_asked.append(row.label)
    heading, says = (section.heading.easy, section.says.easy) if easy else (section.heading.plain, section.says.plain)
    return HeldPart(heading, says, tuple(lines), tuple(not_asked))


def _line(each: PageList, row: Mapping[str, str | None]) -> str:
    """A row in one line: what stands first, then each thing that is known with the word before it."""
    first = " ".join(f"{word} {row[name]}".strip() for name, word in each.first if row.get(name))
    more = [f"{word} {row[name]}".strip() for name, word in each.more if row.get(name)]
    return "; ".join([*([first] if first else []), *more])


def _steps(actions: Sequence[Mapping[str, str | None]], *, words: ClientPageWords) -> Iterator[str]:
    """Each next step in a sentence: what, who, by when, and what came of it."""
    said, nobody = words.plans.steps, words.plans.nobody
    for row in actions:
        due = f", {said.by} {row['due']}" if row.get("due") else ""
        line = f"{row.get('what') or ''}. {said.who}: {row.get('owner') or nobody}{due}."
        if row.get("done"):
            line += f" {said.done.format(on=row['done'])}"
        elif row.get("review"):
            line += f" {said.again.format(on=row['review'])}"
        yield line
