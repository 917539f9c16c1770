"""An employer's pack, from people who were put forward with consent to a page or a workbook that may be sent."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from matcher.base.codes import HOW_MANY, pack_code
from matcher.base.days import Day
from matcher.base.ids import ClientId, EmployerId, RunId, VacancyId
from matcher.base.problems import GivenProblems, Problem
from matcher.brokerage.consent import Covered, covering
from matcher.brokerage.one_employer import resolved
from matcher.brokerage.put_forward import (
    PUT_FORWARD,
    Circumstances,
    PutForward,
    clear_way,
    decider,
    introduction_consent,
    put_forward,
    seen_explanation,
)
from matcher.brokerage.remember import latest_decisions, remembered
from matcher.brokerage.roles import Refused
from matcher.explain.context import Context
from matcher.explain.pack import Packed, PackView, pack_of
from matcher.explain.shape import ExplainedRow
from matcher.explain.to_employer import EmployerView, for_employer
from matcher.library.load import Library
from matcher.outputs import pack as pack_file
from matcher.outputs.names import holds_name
from matcher.records.dealings import Approach
from matcher.records.decisions import Decision, Letter, Pack
from matcher.records.employer import Employer
from matcher.records.evidence import Consent
from matcher.records.ledger import Ledger
from matcher.records.signed import Signed
from matcher.store.change import Change
from matcher.store.folder import Readable
from matcher.store.log import Event
from matcher.store.runs import keep_run
from matcher.workflows.allowed import allowed
from matcher.workflows.desk import Desk, open_desk
from matcher.workflows.hand import hand
from matcher.workflows.lists.circumstances import circumstances
from matcher.workflows.lists.keeping import inputs, kept_run
from matcher.workflows.lists.made_with import made_with
from matcher.workflows.lists.runs import stamp
from matcher.workflows.lists.why import explain_pairs
from matcher.workflows.where import Where

HOW = "pack"
"""The way of `contact.yaml` that a pack counts as."""
TRIES = 100


@dataclass(frozen=True)
class PackMade:
    """A pack that was made, for whom, and who is not in it."""

    pack: str
    vacancy: VacancyId
    until: Day
    letters: tuple[tuple[str, str, ClientId], ...]
    """Letter, reply code, client: for us, never for the employer."""
    view: PackView
    left_out: tuple[Problem, ...]
    """Put forward, and not in this pack: why, and what would open the way."""
    withheld: tuple[Problem, ...]
    """Words that wait for the client."""
    written: Path | None


def make_pack(where: Where, vacancy: str, *, to: Path | None = None, ring: str = "") -> PackMade:
    """The pack of everybody who is put forward for a vacancy and whose consent covers today.

    Raises GivenProblems where there is nobody, the vacancy is held, or the employer is to be left in peace.
    """
    desk, signed = open_desk(where), hand(where)
    allowed(signed, "pack", library=desk.library)
    person = decider(signed, roles=desk.library.brokerage.roles, rules=desk.library.brokerage.decisions)
    if isinstance(person, Refused):
        raise person.stop()
    reference = desk.vacancy(vacancy)
    rows, context, people, read = _put_forward(desk, reference, signed)
    introduced = [one for one in people.values() if isinstance(one, PutForward)]
    left_out = tuple(problem for one in people.values() if not isinstance(one, PutForward) for problem in one)
    if not introduced:
        raise GivenProblems(list(left_out) or [_nobody(reference)])
    most = desk.library.brokerage.packs.people_most
    if len(introduced) > most:
        what = f"has {len(introduced)} people put forward; a pack holds {most}."
        raise GivenProblems(
            [Problem(reference, "", what, "Take some back, or agree with the employer what they want.")]
        )
    named = _named(desk, [one.way.client for one in introduced], context)
    with desk.folder.changing(signed) as change:  # the file comes last: where it cannot be written, nothing was made
        code = _fresh_code(change)
        packed = _packed(introduced, rows, context, change, code=code, ring=ring, named=named)
        _keep(change, packed, introduced, context)
        _keep_run(desk, change, context, read, people=len(introduced))
        if to is not None:
            pack_file.write(packed.view, to, library=desk.library)
    letters = tuple((one.letter, one.code, packed.letters[one.letter]) for one in packed.view.people)
    return PackMade(code, reference, packed.view.until, letters, packed.view, left_out, packed.withheld, to)


def _put_forward(
    desk: Desk, vacancy: VacancyId, signed: Signed
) -> tuple[dict[ClientId, ExplainedRow], Context, dict[ClientId, PutForward | list[Problem]], Readable]:
    """Everybody whose decision stands, as an introduction of today, or why they cannot be; and from which records."""
    read = desk.read(vacancies=[vacancy])
    ledger = desk.folder.ledger(purpose="matching", on=desk.on)
    standing = _standing(ledger, vacancy, library=desk.library, on=desk.on)
    readable = {one.id for one in read.programme.clients}
    clients = [client for client in standing if client in readable]
    run = stamp(inputs=read.digest, models=desk.library.digest, on=desk.on, arguments=["pack", vacancy, *clients])
    rows, context = explain_pairs(desk, read.programme, clients, vacancy, run=run, left_out=read.left_out)
    by_client = {ClientId(row.client): row for row in rows}
    employer = _employer(desk, vacancy)
    people: dict[ClientId, PutForward | list[Problem]] = {}
    for client, row in by_client.items():
        own = [one for one in read.programme.consents if one.client == client]
        facts = circumstances(row, context, ledger, employer=employer, sheets=read.programme.remembered)
        found = _introduction(row, context, own, standing[client], signed, facts=replace(facts, put_forward_on=None))
        people[client] = found if isinstance(found, PutForward) else [one.problem() for one in found]
    for client in set(standing) - readable:
        what = "is put forward, and nothing covers reading their record for matching today."
        people[client] = [Problem(client, "", what, "Ask them, and record it: `matcher consent CLIENT matching`.")]
    return by_client, context, people, read


def _employer(desk: Desk, vacancy: VacancyId) -> Employer | None:
    """The vacancy's employer as it is held, under all its names, without what contacts bring."""
    said = desk.folder.ledger(purpose="accountability", on=desk.on, kinds=("same",)).same
    held = desk.folder.read(purpose="matching", on=desk.on, clients=(), vacancies=[vacancy]).programme
    read = resolved(held, said)
    named = {one.employer for one in read.vacancies if one.id == vacancy}
    return next((one for one in read.employers if one.id in named), None)


def _named(desk: Desk, clients: Sequence[ClientId], context: Context) -> list[ClientId]:
    """Whose words for employers hold their own name. The name itself is read where names may be, and nowhere here."""
    found = {client: desk.folder.identity(client, purpose="introduction", on=desk.on) for client in clients}
    return [one for one in clients if holds_name(context.clients[one].words_for_employers, found[one])]


def _standing(ledger: Ledger, vacancy: VacancyId, *, library: Library, on: Day) -> dict[ClientId, Decision]:
    """The decision of everybody who is put forward for the vacancy, where it stands and has not run out."""
    latest = latest_decisions(ledger.decisions, "programme", rules=library.brokerage.decisions, on=on)
    in_force = {
        (one.client, one.vacancy)
        for one in remembered(ledger.decisions, (), rules=library.brokerage.decisions, on=on)
        if one.decision == PUT_FORWARD
    }
    return {
        pair[0]: one
        for pair, one in latest.items()
        if pair[1] == vacancy and one.what == PUT_FORWARD and pair in in_force
    }


def _introduction(
    row: ExplainedRow,
    context: Context,
    consents: Sequence[Consent],
    decision: Decision,
    signed: Signed,
    *,
    facts: Circumstances,
) -> PutForward | list[Refused]:
    """The introduction, as its type wants it: consent, a person, an explanation and a clear way, all of today.

    What was decided stands; that it was decided is no reason against it. The reasons are the words of this pack.
    """
    library, on = context.library, context.on
    rules, vacancy = library.brokerage.decisions, context.vacancies[VacancyId(row.vacancy)]
    covered = covering(
        consents,
        "introduction",
        client=ClientId(row.client),
        employer=vacancy.employer,
        on=on,
        rules=library.brokerage.purposes,
    )
    parts = (
        introduction_consent(covered, rules=rules),
        decider(signed, roles=library.brokerage.roles, rules=rules),
        seen_explanation(
            client=ClientId(row.client),
            vacancy=vacancy.id,
            run=context.stamp.run,
            read_on=on,
            words=tuple(_said(for_employer(row, context, letter="A"))),
            verdict=row.verdict,
            blocked=any(gate.owner == "employer" and gate.blocks for gate in row.gates),
            on=on,
            rules=rules,
        ),
        clear_way(facts, rules=rules),
    )
    consent, person, explanation, way = parts
    refused = [
        one for part in parts for one in (part if isinstance(part, tuple) else (part,)) if isinstance(one, Refused)
    ]
    if (
        isinstance(consent, Refused)
        or isinstance(person, Refused)
        or isinstance(explanation, Refused)
        or isinstance(way, tuple)
    ):
        return refused
    whole = put_forward(consent, person, explanation, way, reason=decision.reason, words=decision.words, rules=rules)
    return whole if isinstance(whole, PutForward) else [whole]


def _said(view: EmployerView) -> Iterator[str]:
    """The words of one person's part of the pack."""
    yield from (view.shifts, view.start)
    yield from (f"{line.asked}: {line.stands}" for line in view.grid)
    yield from (*view.brings, *view.provides)


def _packed(
    introduced: Sequence[PutForward],
    rows: dict[ClientId, ExplainedRow],
    context: Context,
    change: Change,
    *,
    code: str,
    ring: str,
    named: Collection[ClientId],
) -> Packed:
    """The pack, with every consent looked at once more in the transaction that keeps it."""
    library, on = context.library, context.on
    consents = change.some(Consent, clients=[one.way.client for one in introduced])
    shared: dict[ClientId, tuple[str, ...]] = {}
    story: list[ClientId] = []
    taken_back: list[Problem] = []
    for one in introduced:
        client, employer = one.way.client, one.way.employer
        covered = {
            purpose: covering(
                consents, purpose, client=client, employer=employer, on=on, rules=library.brokerage.purposes
            )
            for purpose in ("introduction", "adjustments", "story")
        }
        if not isinstance(covered["introduction"], Covered):
            what = "was taken back while the pack was being made. Nothing was made."
            taken_back.append(Problem(client, "", f"their consent to be introduced {what}", "Make it again."))
        helps = covered["adjustments"]
        if isinstance(helps, Covered) and helps.consent is not None:
            shared[client] = helps.consent.may_say
        if isinstance(covered["story"], Covered):
            story.append(client)
    if taken_back:
        raise GivenProblems(taken_back)
    until = on + dt.timedelta(days=library.brokerage.packs.keep_days)
    chosen = [rows[one.way.client] for one in introduced]
    return pack_of(chosen, context, pack=code, until=until, story=story, shared=shared, named=named, ring=ring)


def _keep(change: Change, packed: Packed, introduced: Sequence[PutForward], context: Context) -> None:
    """Keep the pack, who stands behind each letter, and the contact; log all of it."""
    view, run = packed.view, RunId(context.stamp.run)
    vacancy, employer = introduced[0].way.vacancy, introduced[0].way.employer
    by = change.signed.by
    change.add(
        [
            Pack(id=view.pack, vacancy=vacancy, employer=employer, on=view.sent, until=view.until, by=by, run=run),
            *(
                Letter(pack=view.pack, letter=one.letter, client=packed.letters[one.letter], code=one.code)
                for one in view.people
            ),
            Approach(employer=employer, on=view.sent, how=HOW, vacancy=vacancy, about=view.pack),
        ]
    )
    change.log(*_events(packed, vacancy, employer, run))


def _keep_run(desk: Desk, change: Change, context: Context, read: Readable, *, people: int) -> None:
    """Keep what the pack was made from, under the run that it names; nobody is named in it."""
    manifest = {"inputs": inputs(desk, read), "counts": {"people": people}}
    run = kept_run(context.stamp, command="pack", edition=read.edition, manifest=manifest)
    keep_run(change.connection, change.signed, run, models=desk.library.raw, made_with=made_with(desk))


def _events(packed: Packed, vacancy: VacancyId, employer: EmployerId, run: RunId) -> Iterator[Event]:
    view = packed.view
    codes: dict[str, str | int] = {"pack": view.pack, "people": len(view.people), "until": view.until.isoformat()}
    yield Event("pack", vacancy=vacancy, employer=employer, run=run, codes=codes)
    for one in view.people:
        yield Event(
            "packed",
            client=packed.letters[one.letter],
            vacancy=vacancy,
            employer=employer,
            run=run,
            codes={"pack": view.pack, "letter": one.letter},
        )


def _fresh_code(change: Change) -> str:
    """A code from chance that no pack has had."""
    for _ in range(TRIES):
        code = pack_code(secrets.randbelow(HOW_MANY))
        if change.one(Pack, code) is None:
            return code
    raise AssertionError(f"no free code in {TRIES} tries")


def _nobody(vacancy: VacancyId) -> Problem:
    what = "has nobody who is put forward."
    return Problem(vacancy, "", what, f"Look at `matcher shortlist {vacancy}`, then `matcher decide CLIENT {vacancy}`.")
