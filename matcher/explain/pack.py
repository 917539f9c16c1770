"""An employer's pack: several people by letter, for one job. The types have no field for more than may be read.

A pack is filled from `EmployerView`, which an allow-list fills, and from the vacancy. Nothing here can hold a score, a
rank, a reference, a name, health, benefit, childcare or a postcode of a person. What a person wrote for employers is
looked through once more for what must not stand there, and is kept back until they have said it otherwise.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from matcher.base.codes import LETTERS, reply_code
from matcher.base.days import Day
from matcher.base.ids import ClientId, VacancyId
from matcher.base.problems import Problem
from matcher.explain.context import Context
from matcher.explain.fitting import sentence
from matcher.explain.shape import ExplainedRow
from matcher.explain.to_employer import EmployerView, for_employer
from matcher.explain.vacancies import hours_words, pay_words, shift_words
from matcher.records.requirement import Requirement
from matcher.records.vacancy import Vacancy


@dataclass(frozen=True)
class PackPerson:
    """One person, by letter."""

    letter: str
    code: str
    """The reply code beside the letter."""
    words: str
    """Up to 40 words that the client approved; empty where none may stand."""
    shifts: str
    start: str
    brings: tuple[str, ...]
    adjustments: tuple[str, ...]
    """Only those the client asked to share."""
    provides: tuple[str, ...]


@dataclass(frozen=True)
class PackLine:
    """One line of the grid: what the employer asked for, and where each letter stands, in the order of the letters."""

    asked: str
    stands: tuple[str, ...]


@dataclass(frozen=True)
class PackView:
    """One pack."""

    pack: str
    """Its code."""
    job: str
    employer: str
    about: tuple[tuple[str, str], ...]
    """The job as we understood it: label and words."""
    people: tuple[PackPerson, ...]
    grid: tuple[PackLine, ...]
    everyone: tuple[str, ...]
    questions: tuple[str, ...]
    ring: str
    sent: Day
    until: Day
    """The last day it may be kept."""


@dataclass(frozen=True)
class Packed:
    """A pack, who stands behind each letter, and what waits for a client's word. Only the first is ever sent."""

    view: PackView
    letters: Mapping[str, ClientId]
    withheld: tuple[Problem, ...] = ()


def pack_of(
    rows: Sequence[ExplainedRow],
    context: Context,
    *,
    pack: str,
    until: Day,
    story: Collection[ClientId],
    shared: Mapping[ClientId, tuple[str, ...]] | None = None,
    named: Collection[ClientId] = (),
    ring: str = "",
) -> Packed:
    """The pack of some people's rows on one vacancy's list, with `pack` as its code.

    `story`: who agreed that this employer may be told the words they chose. `shared`: the adjustments that each asked
    to share with this employer. `named`: whose words hold their own name. Raises ValueError for nobody, for more people
    than there are letters, or for rows of different vacancies.
    """
    vacancies = {row.vacancy for row in rows}
    if len(vacancies) != 1 or len(rows) > len(LETTERS) or len({row.client for row in rows}) < len(rows):
        raise ValueError("a pack holds one vacancy, and each of its people once")
    by_client = {ClientId(row.client): row for row in rows}
    letters = dict(zip(LETTERS, letter_order(pack, list(by_client)), strict=False))
    employer = context.vacancies[VacancyId(rows[0].vacancy)].employer or ""
    withheld: list[Problem] = []
    views = {
        letter: for_employer(
            by_client[client], context, letter=letter, shared_adjustments=(shared or {}).get(client, ())
        )
        for letter, client in letters.items()
    }
    people = []
    for letter, one in views.items():
        kept_back = _kept_back(one.words, letters[letter], context, employer=employer, story=story, named=named)
        withheld += [kept_back] if kept_back else []
        people.append(_person(one, pack, words="" if kept_back else one.words))
    vacancy = context.vacancies[VacancyId(rows[0].vacancy)]
    view = PackView(
        pack=pack,
        job=vacancy.title or context.library.brokerage.packs.untitled,
        employer=_employer(vacancy, context),
        about=tuple(_about(vacancy, context)),
        people=tuple(people),
        grid=tuple(_grid(list(views.values()))),
        everyone=context.library.wording.employer.everyone,
        questions=tuple(_questions(vacancy, context)),
        ring=ring,
        sent=context.on,
        until=until,
    )
    return Packed(view, letters, tuple(withheld))


def letter_order(pack: str, clients: Sequence[ClientId]) -> list[ClientId]:
    """The clients in the order of their letters: by SHA-256 of the pack's code and the reference.

    It is drawn afresh for each pack, since the code is from chance, and nothing of a list or a record goes into it.
    """
    return sorted(clients, key=lambda client: hashlib.sha256(f"{pack}\n{client}".encode()).digest())


def _person(view: EmployerView, pack: str, *, words: str) -> PackPerson:
    return PackPerson(
        letter=view.letter,
        code=reply_code(pack, view.letter),
        words=words,
        shifts=view.shifts,
        start=view.start,
        brings=tuple(line for line in view.brings if not _FIGURE.search(line)),
        adjustments=view.adjustments,
        provides=view.provides,
    )


_FIGURE = re.compile(r"\d")
"""Of what somebody brings, only what needs no figure is told: a figure beside each letter would be read as a score."""


def _grid(views: Sequence[EmployerView]) -> Iterator[PackLine]:
    """The lines that everybody has. One that only some have would tell something of them by being there."""
    stands = [{one.asked: one.stands for one in view.grid} for view in views]
    for asked in dict.fromkeys(one.asked for view in views for one in view.grid):
        if all(asked in person for person in stands):
            yield PackLine(asked, tuple(person[asked] for person in stands))


def _employer(vacancy: Vacancy, context: Context) -> str:
    """The employer's name as they gave it; empty where it is not known, never a reference of ours."""
    employer = context.employers.get(vacancy.employer) if vacancy.employer else None
    return employer.name if employer else ""


def _about(vacancy: Vacancy, context: Context) -> Iterator[tuple[str, str]]:
    """What we understood of the job: only what is known, and only what the employer said."""
    words = context.library.wording.about
    facts = (
        ("shifts", shift_words(vacancy, words)),
        ("hours", hours_words(vacancy, words)),
        ("pay", pay_words(vacancy, words)),
        ("contract", words.contracts[vacancy.contract.value] if vacancy.contract else ""),
        ("places", str(vacancy.places) if vacancy.places else ""),
    )
    yield from ((words.labels[label], said) for label, said in facts if said)


def _questions(vacancy: Vacancy, context: Context) -> Iterator[str]:
    """Questions about requirements of the kinds that may stand beside a person, each once.

    What touches records, health, age, family, papers or language goes on the sheet without people, always.
    """
    asked = {one.id: one for one in vacancy.requirements if _may_be_asked_here(one, context)}
    said = (
        finding.question
        for finding in context.findings.get(vacancy.id, ())
        if finding.open and finding.requirement in asked and finding.severity != "worth_asking"
    )
    yield from dict.fromkeys(map(sentence, said))


def _may_be_asked_here(requirement: Requirement, context: Context) -> bool:
    kinds = context.library.wording.employer.kinds
    return bool(requirement.needs) and all(need.kind in kinds for need in requirement.needs)


# --- the client's own words ------------------------------------------------------------------------------------------

_WAYS_TO_REACH = re.compile(
    r"\b[A-Z]{1,2}[0-9][0-9A-Z]?\s*[0-9][A-Z]{2}\b"  # a postcode
    r"|\b[A-Z]{1,2}[0-9][0-9A-Z]?\s+[0-9]\b"  # a postcode sector
    r"|(?:\+?\d[\s()./-]?){9,}"  # a number to ring
    r"|\S@\S|https?:|www\.|\b[\w-]+\.(?:com|org|net|uk|co)\b",
    re.IGNORECASE,
)


def _kept_back(
    words: str,
    client: ClientId,
    context: Context,
    *,
    employer: str,
    story: Collection[ClientId],
    named: Collection[ClientId],
) -> Problem | None:
    """Why somebody's words may not stand in a pack as they are; None where they may. It never repeats them."""
    packs = context.library.brokerage.packs
    where = f"client {client}, words for employers"
    if words and client not in story:
        fix = packs.withheld_story_fix.format(client=client, employer=employer)
        return Problem(where, "", packs.withheld_story, fix, stops_row=False)
    if client in named:
        return Problem(where, "", packs.withheld_name, "", stops_row=False)
    plain = words.replace("’", "'")
    pronoun = next((one for one in packs.pronouns if re.search(rf"(?<!\w){one}(?![\w'])", plain, re.IGNORECASE)), "")
    if pronoun:
        return Problem(where, "", packs.withheld_pronoun.format(word=pronoun), "", stops_row=False)
    if _WAYS_TO_REACH.search(words):
        return Problem(where, "", packs.withheld_place, "", stops_row=False)
    if re.search(rf"(?<!\w){re.escape(client)}(?!\w)", words, re.IGNORECASE):
        return Problem(where, "", packs.withheld_reference, "", stops_row=False)
    return None
