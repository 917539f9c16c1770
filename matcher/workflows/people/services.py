"""The services that may help: for a client's own needs, for what stands between them and a vacancy, or for a need."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from matcher.base.ids import ClientId, RequirementId, VacancyId
from matcher.base.stamp import Stamp
from matcher.evidence.standings import all_standings
from matcher.explain.requirements import RequirementWords
from matcher.explain.shape import ExplainedRow
from matcher.library.load import Library
from matcher.records.client import Client
from matcher.records.requirement import DrivingLicence, Need, OtherLicence, Registration, Requirement
from matcher.records.vacancy import Vacancy
from matcher.signposts.find import Signposts
from matcher.signposts.needs import InTheWay, of_client, of_pair, stated, together
from matcher.signposts.shape import Answered, Wanted
from matcher.store.folder import Readable
from matcher.store.services import Shelf
from matcher.workflows.desk import Desk, open_desk
from matcher.workflows.lists.runs import stamp
from matcher.workflows.lists.why import explain_pairs
from matcher.workflows.where import Where

Reader = Literal["key-worker", "epc"]
NOBODY = ClientId("")


@dataclass(frozen=True)
class ServicesFound:
    """What services may help with, need by need."""

    stamp: Stamp
    library: Library
    client: str | None
    vacancy: str | None
    answered: tuple[Answered, ...]
    held: int
    """Services in the programme."""
    without_kind: int
    """Of these, services of which we cannot say what they help with: on no list."""


@dataclass(frozen=True)
class ServicesHeld:
    """What the programme's directory holds."""

    stamp: Stamp
    library: Library
    held: int
    without_kind: int
    by_need: tuple[tuple[str, str, int], ...]
    """(need, its name, services of its kinds), needs that nothing answers among them."""


def services_for(
    where: Where,
    client: str | None = None,
    *,
    needs: Sequence[str] = (),
    vacancy: str | None = None,
    reader: Reader = "key-worker",
) -> ServicesFound:
    """Services for a client: for the needs that are stated now, else for those on record; or for a need, for anybody.

    Raises GivenProblems for a need, client or vacancy that is not known, or a client whose records may not be read.
    """
    desk = open_desk(where)
    wanted = stated(needs, desk.library.services)
    who = desk.client(client) if client is not None else None
    what = desk.vacancy(vacancy) if vacancy is not None else None
    read = desk.read(clients=[who] if who else [], vacancies=[what] if what else [])
    arguments = ["services", client or "", vacancy or "", reader, *needs]
    run = stamp(inputs=read.digest, models=desk.library.digest, on=desk.on, arguments=arguments)
    person = next((one for one in read.programme.clients), Client(id=NOBODY))
    if who is not None:
        wanted += _on_record(desk, read, person, what, run, asked=bool(needs))
    kept = together(wanted, key_worker=reader == "key-worker" or bool(needs))
    posts, services = signposts(desk), Shelf(desk.folder).all()
    return ServicesFound(
        stamp=run,
        library=desk.library,
        client=client,
        vacancy=vacancy,
        answered=tuple(posts.answer(one, person) for one in kept),
        held=len(services),
        without_kind=sum(not one.kinds for one in services),
    )


def services_held(where: Where) -> ServicesHeld:
    """How many services the programme holds, by what they help with: where nothing answers a need, that is a gap."""
    desk = open_desk(where)
    read = desk.read(clients=[], vacancies=[])
    run = stamp(inputs=read.digest, models=desk.library.digest, on=desk.on, arguments=["services"])
    services = Shelf(desk.folder).all()
    counts = Counter(
        need.id for need in desk.library.services.needs for one in services if set(one.kinds) & {*need.kinds}
    )
    needs = [need for need in desk.library.services.needs if need.kinds]
    return ServicesHeld(
        stamp=run,
        library=desk.library,
        held=len(services),
        without_kind=sum(not one.kinds for one in services),
        by_need=tuple((need.id, need.name, counts[need.id]) for need in needs),
    )


def signposts(desk: Desk) -> Signposts:
    """The programme's services, ready to be looked through."""
    return Signposts(Shelf(desk.folder), desk.library.services, desk.on)


def _on_record(
    desk: Desk, read: Readable, client: Client, vacancy: VacancyId | None, run: Stamp, *, asked: bool
) -> Iterator[Wanted]:
    """Needs from the records; with a vacancy, what stands between the two. Where needs were stated, only the latter."""
    library, programme = desk.library, read.programme
    if vacancy is not None:
        yield from of_pair(_in_the_way(desk, read, client.id, vacancy, run), client, library.services)
    if not asked:
        standings = all_standings(programme.observations, programme.actions, rubric=library.rubric, on=desk.on)
        actions = [one for one in programme.actions if one.client == client.id]
        yield from of_client(
            client,
            actions=actions,
            standings=standings.get(client.id),
            rubric=library.rubric,
            vocabulary=library.services,
        )


def _in_the_way(desk: Desk, read: Readable, client: ClientId, vacancy: VacancyId, run: Stamp) -> Iterable[InTheWay]:
    rows, _ = explain_pairs(desk, read.programme, [client], vacancy, run=run, left_out=0)
    own = next(one for one in read.programme.vacancies if one.id == vacancy)
    return _of_gates(rows[0], own, desk.library)


def _of_gates(row: ExplainedRow, vacancy: Vacancy, library: Library) -> Iterator[InTheWay]:
    says, words = library.services.says, RequirementWords(library)
    requirements = {one.id: one for one in vacancy.requirements}
    for gate in row.gates:
        if gate.state != "not_met" or gate.owner == "programme":
            continue
        requirement = requirements.get(RequirementId(gate.requirement or ""))
        if requirement is None:
            because = says.because_gate.format(name=gate.name, title=vacancy.title, vacancy=vacancy.id)
            yield InTheWay(gate.gate, None, because)
        else:
            yield from _of_requirement(requirement, words.name(requirement), vacancy, library)


def _of_requirement(requirement: Requirement, name: str, vacancy: Vacancy, library: Library) -> Iterator[InTheWay]:
    because = library.services.says.because_requirement.format(name=name, title=vacancy.title, vacancy=vacancy.id)
    for need in requirement.needs:
        yield InTheWay(None, need.kind, because, _names(need, library))


def _names(need: Need, library: Library) -> tuple[str, ...]:
    """The names of a licence that the requirement is about, to look for in the words of services."""
    entry = None
    if isinstance(need, DrivingLicence):
        entry = library.licences.driving(need.category)
    elif isinstance(need, OtherLicence):
        entry = library.licences.by_id.get(need.licence)
    elif isinstance(need, Registration):
        return (need.body,)
    return () if entry is None else (entry.name, *entry.aliases)
