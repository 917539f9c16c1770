"""A whole made-up programme of any size: the way in to this room."""

from __future__ import annotations

from matcher.base.days import Day
from matcher.library.load import Library
from matcher.records.evidence import Action, Consent, Introduction, Observation, Remembered
from matcher.records.programme import Programme
from matcher.specimens.chance import Dice, Table
from matcher.specimens.clients import Caseload
from matcher.specimens.clients import clients as made_up_clients
from matcher.specimens.employers import employers as made_up_employers
from matcher.specimens.menu import menu as menu_of
from matcher.specimens.observed import Files
from matcher.specimens.places import district
from matcher.specimens.vacancies import Offers
from matcher.specimens.vacancies import vacancies as made_up_vacancies

MOST = 2_000_000


def made_up(
    *,
    clients: int,
    vacancies: int,
    seed: int,
    on: Day,
    library: Library,
    blank: int | None = None,
    firm: int | None = None,
) -> Programme:
    """Made-up clients and vacancies, with employers, places and files: the same for the same arguments.

    About half of the optional fields are blank, as in life; `blank` fixes how many of a thousand instead (0:
    all filled). `firm` fixes how many of a thousand conditions are a must: with nothing blank and nine in ten
    a must, about as few pairs pass as in the measured workload of a city region. Raises ValueError for sizes
    below 0 or beyond two million.
    """
    if not 0 <= clients <= MOST or not 0 <= vacancies <= MOST:
        raise ValueError(f"sizes run from 0 to {MOST:,}")
    jobs, ground_rules = library.made_up_jobs, library.made_up_district
    menu = menu_of(library, jobs)
    ground = district(ground_rules, clients=clients, vacancies=vacancies, seed=seed)
    sites = made_up_employers(jobs, menu, ground, vacancies=vacancies, seed=seed, on=on)
    offers = Offers(jobs, menu, sites, ground_rules.nation, on)
    offered = made_up_vacancies(offers, count=vacancies, seed=seed, blank=blank)
    caseload = Caseload(
        people=library.made_up_people,
        weeks=library.weeks,
        menu=menu,
        ground=ground,
        nation=ground_rules.nation,
        employers=tuple((site.employer.id, site.employer.name) for site in sites),
        vacancies=tuple(vacancy.id for vacancy in offered),
        on=on,
    )
    listed = made_up_clients(caseload, count=clients, seed=seed, blank=blank, firm=firm)
    programme = Programme(
        data_date=on,
        clients=listed,
        vacancies=offered,
        employers=tuple(site.employer for site in sites),
        places=ground.places,
    )
    return _with_files(programme, caseload, library, seed=seed, blank=blank)


def _with_files(
    programme: Programme, caseload: Caseload, library: Library, *, seed: int, blank: int | None
) -> Programme:
    """The programme with what stands in each client's file."""
    files = Files(caseload.people, library.rubric.criteria, seed=seed, on=caseload.on)
    blanks, dice = Table(caseload.people.profile_blank.of), Dice(seed, "how full files are")
    employers = tuple(reference for reference, _ in caseload.employers)
    seen: list[Observation] = []
    actions: list[Action] = []
    consents: list[Consent] = []
    introductions: list[Introduction] = []
    remembered: list[Remembered] = []
    for client in programme.clients:
        drawn = dice.pick(blanks)
        lines = files.observations(client, blank=drawn if blank is None else blank)
        seen += lines
        actions += files.actions(lines)
        consents += files.consents(client.id, employers)
        introductions += files.introductions(client.id, caseload.vacancies)
        remembered += files.remembered(client.id, caseload.vacancies)
    return programme.model_copy(
        update={
            "observations": tuple(seen),
            "actions": tuple(actions),
            "consents": tuple(consents),
            "introductions": tuple(introductions),
            "remembered": tuple(remembered),
        }
    )
