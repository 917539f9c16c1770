"""How an advert's own fields say the work is offered. FULL_TIME is a mark, never evidence of hours."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from matcher.base.problems import Problem
from matcher.importers.adverts.facts import Advert
from matcher.library.adverts import AdvertReading
from matcher.reading.fold import fold
from matcher.reading.phrases import quoted, said
from matcher.records.words import Contract, Opportunity

CONTRACT_TAGS: dict[str, Contract | None] = {
    "fulltime": None,
    "parttime": None,
    "other": None,
    "contract": None,
    "contractor": None,
    "perdiem": None,
    "intern": None,
    "internship": None,
    "permanent": Contract.PERMANENT,
    "fixedterm": Contract.FIXED_TERM,
    "temporary": Contract.TEMPORARY,
    "temp": Contract.TEMPORARY,
    "volunteer": Contract.VOLUNTEER,
    "apprenticeship": Contract.APPRENTICESHIP,
    "zerohours": Contract.ZERO_HOURS,
    "bank": Contract.BANK,
    "selfemployed": Contract.SELF_EMPLOYED,
}
"""Marks of contracts, folded and without spaces."""
_DOUBTFUL = frozenset(["contract", "contractor", "perdiem"])
"""Marks that leave open whether the work is employed, for how long, or with what hours."""
ASK_OFFER = "Ask how the work is offered."
ASK_HOURS = "Neither fills the hours. Ask for the hours a week."
KEPT_HOURS = "The hours were kept."


@dataclass(frozen=True)
class Offered:
    """Kind of opportunity and contract as far as they are plain, and what to tell the reader."""

    opportunity: Opportunity = Opportunity.JOB
    contract: Contract | None = None
    notes: tuple[Problem, ...] = ()
    open: bool = False
    """Whether marks and title say nothing of the contract, rather than several things or what cannot be."""


def settle_offer(
    advert: Advert,
    rules: AdvertReading,
    *,
    unpaid: bool,
    zero: bool,
    most_minutes: int | None,
    hours_words: str = "",
) -> Offered:
    """What kind of work is offered, with a note where the mark and the advert's other fields disagree.

    `hours_words`: the words of the description that the hours came from, if they did.
    """
    tags = {"".join(fold(tag)): tag for tag in advert.tags}
    notes = [
        *_unknown_tags(advert, tags),
        *_part_time_after_all(advert, rules, tags, most_minutes=most_minutes, hours_words=hours_words),
    ]
    contract = _contract(advert, rules, tags, notes)
    if _volunteers(advert, rules, tags, contract, notes, without_pay=unpaid or zero):
        return Offered(Opportunity.VOLUNTEERING, Contract.VOLUNTEER, tuple(notes))
    if unpaid:
        notes.append(advert.note("pay", advert.pay.words, "says that the work is unpaid.", "Ask what is offered."))
    if {"intern", "internship"} & tags.keys():
        return Offered(Opportunity.PLACEMENT, contract, tuple(notes))
    titled = said(advert.title, rules.apprentice) or fold(advert.title)[-1:] == ("apprenticeship",)
    if titled or contract is Contract.APPRENTICESHIP:
        return Offered(Opportunity.APPRENTICESHIP, contract or Contract.APPRENTICESHIP, tuple(notes))
    silent = contract is None and not any(map(CONTRACT_TAGS.get, tags)) and not _says_bank(advert, rules)
    return Offered(Opportunity.JOB, contract, tuple(notes), open=silent)


def _unknown_tags(advert: Advert, tags: dict[str, str]) -> Iterator[Problem]:
    """A note for each mark that does not say how the work is offered."""
    for tag, written in tags.items():
        if tag not in CONTRACT_TAGS or tag in _DOUBTFUL:
            what = "leaves the kind of contract open." if tag in CONTRACT_TAGS else "is not a kind of contract we know."
            yield advert.note("contract", written, what, f"It was kept in words. {ASK_OFFER}")


def _contract(advert: Advert, rules: AdvertReading, tags: dict[str, str], notes: list[Problem]) -> Contract | None:
    """The one contract that the marks name; bank work where title or pay say so and no mark is against it."""
    contracts = {contract for tag in tags if (contract := CONTRACT_TAGS.get(tag)) is not None}
    contract = contracts.pop() if len(contracts) == 1 else None
    if contract not in (None, Contract.TEMPORARY) or not _says_bank(advert, rules):
        return contract
    if "fulltime" not in tags:
        return Contract.BANK
    what = f"is marked {tags['fulltime']}, but the title says bank work, which has no fixed hours."
    notes.append(advert.note("contract", advert.title, what, f"The contract stays unknown. {ASK_OFFER}"))
    return None


def _says_bank(advert: Advert, rules: AdvertReading) -> bool:
    """Whether title or pay plainly say bank work: `Bank ...`, `... (Bank)`, `bank staff`; no blood bank."""
    if advert.pay.words.casefold() in rules.bank:
        return True
    titled = fold(advert.title)
    if not said(advert.title, rules.bank):
        return False
    return "bank" in (titled[0], titled[-1]) or ("bank", "staff") in pairwise(titled)


def _volunteers(
    advert: Advert,
    rules: AdvertReading,
    tags: dict[str, str],
    contract: Contract | None,
    notes: list[Problem],
    *,
    without_pay: bool,
) -> bool:
    """Whether it is volunteering: marked so, or so called in the title with no pay given."""
    if contract is Contract.VOLUNTEER:
        return True
    if not without_pay or not said(advert.title, rules.volunteer):
        return False
    marked = f"is marked {', '.join(tags.values())}" if tags else "is not marked as volunteering"
    what = f"{marked}, but the title says it is voluntary, and no pay is given."
    notes.append(advert.note("contract", advert.title, what, "It was kept as volunteering. Check that."))
    return True


def _part_time_after_all(
    advert: Advert, rules: AdvertReading, tags: dict[str, str], *, most_minutes: int | None, hours_words: str
) -> list[Problem]:
    """A note for each of the advert's own fields that contradicts its FULL_TIME mark."""
    if "fulltime" not in tags:
        return []
    marked = f"is marked {tags['fulltime']}, but"
    fix = ASK_HOURS if most_minutes is None else KEPT_HOURS
    notes = [
        advert.note("contract", text, f"{marked} the {name} says {words.casefold()}.", fix)
        for name, text in (("title", advert.title), ("pay", advert.pay.words), ("hours field", advert.hours))
        if (words := said(text, (*rules.part_time, *rules.pro_rata)))
    ]
    if not notes and most_minutes is not None and most_minutes < rules.full_time_from_minutes:
        what = f"{marked} its hours are fewer than a full week's."
        notes.append(advert.note("contract", hours_words or advert.hours, what, KEPT_HOURS))
    if not notes and (words := quoted(advert.description, rules.part_time)):
        what = f"{marked} the description speaks of part time."
        notes.append(advert.note("contract", words, what, fix))
    return notes
