"""What a client agrees to: recorded with who asked and in which words, taken back in one step; who was not asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from matcher.base.days import Day, say_day
from matcher.base.ids import ClientId, EmployerId, VacancyId, natural_order
from matcher.base.problems import GivenProblems, Problem
from matcher.brokerage.consent import Covered, Missing, covering, not_asked, taken_back
from matcher.brokerage.remember import PUT_FORWARD, remembered
from matcher.importers.facts import consents as merged
from matcher.library.brokerage.consent import PurposeRule, WhyMissing
from matcher.records.evidence import Consent
from matcher.records.programme import Programme
from matcher.records.signed import DeskRole
from matcher.store.change import Change
from matcher.store.folder import Purpose
from matcher.store.log import Event
from matcher.workflows.allowed import allowed
from matcher.workflows.desk import Desk, near_reference, open_desk
from matcher.workflows.hand import hand
from matcher.workflows.where import Where

SUPPORT: Purpose = "support"
"""Who is asked, and who was not, is looked up for everybody who is here."""


@dataclass(frozen=True)
class Asking:
    """How a client was asked, and what they said yes to."""

    words: str = ""
    """Empty: the words of the models."""
    may_say: tuple[str, ...] = ()
    until: Day | None = None


@dataclass(frozen=True)
class Kept:
    """What recording a word of a client came to."""

    client: ClientId
    purpose: PurposeRule
    employer: EmployerId | None
    state: Covered | Missing
    changed: bool
    """False where it was recorded before."""
    introduced: tuple[tuple[VacancyId, Day], ...] = ()
    """For what was taken back: vacancies they were put forward for, and when. Somebody has to tell the employer."""


def record(where: Where, client: str, purpose: str, *, employer: str | None, asking: Asking) -> Kept:
    """Record that a client agreed to a purpose, from the day on. Raises GivenProblems where that cannot be.

    `employer` is for one employer; without it, it is for all of them or for the whole service.
    """
    desk, signed = open_desk(where), hand(where)
    allowed(signed, "consent", library=desk.library)
    who, rule, about = _about(desk, client, purpose, employer)
    rules = desk.library.brokerage.purposes
    if not signed.by and signed.role is not DeskRole.CLIENT:
        fix = "Say who you are: --by with your staff reference, such as kw-1."
        raise GivenProblems([Problem("--by", "", "is needed: a consent is kept with who asked.", fix)])
    with desk.folder.changing(signed) as change:
        held = _consents(desk, who)
        name = _employer_name(desk, about) if about else rules.every_employer
        given = Consent(
            client=who,
            purpose=rule.id,
            basis=rules.bases(rule.id)[0],
            on=desk.on,
            until=asking.until,
            employer=about,
            asked_by=signed.by,
            words=asking.words or rule.ask.format(employer=name),
            may_say=asking.may_say,
        )
        after = merged(held, [given])
        state = covering(after, rule.id, client=who, employer=about, on=desk.on, rules=rules)
        if isinstance(state, Missing):
            raise GivenProblems([_not_today(who, state)])
        changed = _put(change, held, after)
        if changed:
            codes = {"purpose": rule.id, "state": "given", "basis": given.basis, "for": _scope(rule, about)}
            change.log(Event("consent", client=who, employer=about or "", codes=codes, words=given.words))
    return Kept(who, rule, about, state, changed)


def take_back(where: Where, client: str, purpose: str, *, employer: str | None) -> Kept:
    """Take a client's consent back, in one step, from today on. Nobody asks why.

    For one employer, or with none for all of them. What was taken back before changes nothing.
    """
    desk, signed = open_desk(where), hand(where)
    allowed(signed, "consent", library=desk.library)
    who, rule, about = _about(desk, client, purpose, employer)
    with desk.folder.changing(signed) as change:
        held = _consents(desk, who)
        after = taken_back(held, rule.id, client=who, employer=about, on=desk.on)
        changed = _put(change, held, after)
        if changed:
            codes = {"purpose": rule.id, "state": "taken_back", "for": _scope(rule, about)}
            change.log(Event("consent", client=who, employer=about or "", codes=codes))
    state = covering(after, rule.id, client=who, employer=about, on=desk.on, rules=desk.library.brokerage.purposes)
    return Kept(who, rule, about, state, changed, _introduced(desk, who, about))


@dataclass(frozen=True)
class Standing:
    """What one client agreed to, purpose by purpose."""

    client: ClientId
    states: tuple[tuple[PurposeRule, tuple[Consent, ...], Covered | Missing], ...]
    """Each purpose that is asked about, with the consents that are recorded and where it stands for all employers."""


def standing(where: Where, client: str) -> Standing:
    """Everything a client was asked to agree to, and where it stands today."""
    desk = open_desk(where)
    allowed(where.role, "consents", library=desk.library)
    who, rules = client_here(desk, client), desk.library.brokerage.purposes
    own = _consents(desk, who)
    return Standing(
        who,
        tuple(
            (
                rule,
                tuple(one for one in own if one.purpose == rule.id),
                covering(own, rule.id, client=who, employer=None, on=desk.on, rules=rules),
            )
            for rule in rules.asked
        ),
    )


@dataclass(frozen=True)
class Worklist:
    """Who is not covered for a purpose, by why; and how many are."""

    purpose: PurposeRule
    employer: EmployerId | None
    name: str
    """The employer's, or words for any of them."""
    on: Day
    clients: int
    covered: int
    missing: Mapping[WhyMissing, tuple[ClientId, ...]]


def worklist(where: Where, purpose: str, *, employer: str | None) -> Worklist:
    """The clients whom nobody has asked, or whose word has run out or was taken back; counts equal clients."""
    desk = open_desk(where)
    allowed(where.role, "consents", library=desk.library)
    rule = _purpose(desk, purpose)
    about = _employer(desk, employer) if employer is not None else None
    read = desk.folder.read(purpose=SUPPORT, on=desk.on, vacancies=[]).programme
    who = sorted((one.id for one in read.clients), key=natural_order)
    rules = desk.library.brokerage.purposes
    found = not_asked(read.consents, rule.id, clients=who, employer=about, on=desk.on, rules=rules)
    name = _employer_name(desk, about) if about else rules.every_employer
    return Worklist(rule, about, name, desk.on, len(who), len(who) - sum(map(len, found.values())), found)


def for_each_employer(where: Where, purpose: str) -> bool:
    """Whether a purpose is agreed for each employer apart. Raises GivenProblems where there is no such purpose."""
    return _purpose(open_desk(where), purpose).per_employer


# --- parts ---


def _about(
    desk: Desk, client: str, purpose: str, employer: str | None
) -> tuple[ClientId, PurposeRule, EmployerId | None]:
    who, rule = client_here(desk, client), _purpose(desk, purpose)
    if employer is not None and not rule.per_employer:
        fix = "Leave the employer out; an employer that a client rules out goes on the sheet of wants."
        raise GivenProblems([Problem(rule.name, "", "is for the whole service, not for one employer.", fix)])
    return who, rule, _employer(desk, employer) if employer is not None else None


def client_here(desk: Desk, reference: str) -> ClientId:
    """A client who is here, whatever they agreed to."""
    known = desk.folder.clients(purpose=SUPPORT, on=desk.on)
    if reference in known:
        return ClientId(reference)
    raise _unknown("client", reference, known)


def _purpose(desk: Desk, purpose: str) -> PurposeRule:
    """A purpose that people are asked about, by its id or its name."""
    for rule in desk.library.brokerage.purposes.asked:
        if purpose.strip().casefold() in (rule.id, rule.name.casefold()):
            return rule
    listed = ", ".join(rule.id for rule in desk.library.brokerage.purposes.asked)
    raise GivenProblems([Problem("purpose", purpose, "is not one that people are asked about.", f"It is {listed}.")])


def _employer(desk: Desk, reference: str) -> EmployerId:
    known = [one.id for one in _programme(desk).employers]
    if reference in known:
        return EmployerId(reference)
    raise _unknown("employer", reference, known)


def _unknown(what: str, reference: str, known: Sequence[str]) -> GivenProblems:
    nearest = near_reference(reference, known) if known else None
    looks = f"References look like {known[0]}." if known else "There is none in this programme yet."
    fix = f"Did you mean {nearest}?" if nearest else looks
    article = "an" if what[0] in "aeiou" else "a"
    return GivenProblems([Problem(what, reference, f"is not {article} {what} of this programme.", fix)])


def _programme(desk: Desk) -> Programme:
    return desk.folder.read(purpose=SUPPORT, on=desk.on, clients=[], vacancies=[]).programme


def _employer_name(desk: Desk, employer: EmployerId) -> str:
    return next(one.name for one in _programme(desk).employers if one.id == employer)


def _consents(desk: Desk, client: ClientId) -> tuple[Consent, ...]:
    return desk.folder.read(purpose=SUPPORT, on=desk.on, clients=[client], vacancies=[]).programme.consents


def _put(change: Change, held: tuple[Consent, ...], after: tuple[Consent, ...]) -> bool:
    """Put a client's consents as they are now in the place of what they were; whether anything changed."""
    gone, fresh = [one for one in held if one not in after], [one for one in after if one not in held]
    change.remove(gone)
    change.add(fresh)
    return bool(gone or fresh)


def _scope(rule: PurposeRule, employer: EmployerId | None) -> str:
    if not rule.per_employer:
        return "service"
    return "every_employer" if employer is None else "one_employer"


def _not_today(client: ClientId, state: Missing) -> Problem:
    what = f"was not recorded: {state.says}."
    if state.why == "withdrawn":
        tomorrow = say_day(Day.fromordinal(state.on.toordinal() + 1))
        return Problem(client, "", what, f"Within one day a no stands. From {tomorrow} on a new yes counts: --on.")
    return Problem(client, "", what, state.next)


def _introduced(desk: Desk, client: ClientId, employer: EmployerId | None) -> tuple[tuple[VacancyId, Day], ...]:
    """Vacancies of an employer, or of any, that a client was put forward for and that stand."""
    ledger = desk.folder.ledger(purpose=SUPPORT, on=desk.on, clients=[client], kinds=("decision", "employer_answer"))
    kept = remembered(ledger.decisions, ledger.employer_answers, rules=desk.library.brokerage.decisions, on=desk.on)
    put = {one.vacancy: one.on for one in kept if one.decision == PUT_FORWARD}
    if not put:
        return ()
    read = desk.folder.read(purpose=SUPPORT, on=desk.on, clients=[], vacancies=list(put)).programme
    theirs = [one.id for one in read.vacancies if employer is None or one.employer == employer]
    return tuple((vacancy, put[vacancy]) for vacancy in sorted(theirs, key=natural_order))
