"""Everything the desk remembers of its dealings: decisions, answers, packs, cases, approaches, jobs."""

from __future__ import annotations

from matcher.records.cases import Challenge, Contact, Contest, HandBack, InWorkContact
from matcher.records.dealings import Approach, Promise, SameEmployer
from matcher.records.decisions import ClientAnswer, Decision, EmployerAnswer, Letter, Pack
from matcher.records.holds import Hold
from matcher.records.jobs import Job
from matcher.records.shape import Record


class Ledger(Record):
    """One programme's dealings. Order carries no meaning; references are unique within a kind."""

    decisions: tuple[Decision, ...] = ()
    client_answers: tuple[ClientAnswer, ...] = ()
    employer_answers: tuple[EmployerAnswer, ...] = ()
    packs: tuple[Pack, ...] = ()
    letters: tuple[Letter, ...] = ()
    challenges: tuple[Challenge, ...] = ()
    hand_backs: tuple[HandBack, ...] = ()
    contests: tuple[Contest, ...] = ()
    in_work: tuple[InWorkContact, ...] = ()
    contacts: tuple[Contact, ...] = ()
    approaches: tuple[Approach, ...] = ()
    promises: tuple[Promise, ...] = ()
    same: tuple[SameEmployer, ...] = ()
    jobs: tuple[Job, ...] = ()
    holds: tuple[Hold, ...] = ()
