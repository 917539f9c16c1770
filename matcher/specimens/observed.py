"""What workers saw and clients said on the criteria, the actions that follow, and why matching is covered."""

from __future__ import annotations

import datetime as dt
from zlib import crc32

from matcher.base.days import Day
from matcher.base.ids import ClientId, EmployerId, VacancyId
from matcher.library.marginals_people import People
from matcher.library.rubric import Criterion
from matcher.records.client import Client
from matcher.records.decisions import MAY_SAY_MOST
from matcher.records.evidence import Action, Consent, Introduction, Observation, Remembered
from matcher.records.words import Grade, IntroduceNow, Kind, Role, Stance
from matcher.specimens.chance import Dice, Table, share_tables, step_tables

IN_PLACE, UNDER_WAY, GAP = 3, 2, 1
CARE, LICENCE, RIGHT_TO_WORK, GOAL = "care_plan", "licence_held", "right_to_work", "job_goal"
MATCHING, INTRODUCTION = "matching", "introduction"
AGREEMENT, CONSENT = "agreement with notice", "consent"
GRADE_OF = {
    Role.CLIENT: Grade.CLIENT_SAYS,
    Role.KEY_WORKER: Grade.WORKER_SAW,
    Role.EPC: Grade.WORKER_SAW,
    Role.TRAINING_PROVIDER: Grade.THIRD_PARTY,
    Role.CHILDCARE_PROVIDER: Grade.THIRD_PARTY,
    Role.HEALTH_OR_SPECIALIST: Grade.THIRD_PARTY,
    Role.EMPLOYER_HOST: Grade.THIRD_PARTY,
}
OWNERS = ("key worker", "EPC", "client")


class Files:
    """Draws what is in each client's file beside their own words."""

    def __init__(self, people: People, criteria: tuple[Criterion, ...], *, seed: int, on: Day) -> None:
        self.people, self.rates, self.criteria, self.on = people, people.rates, criteria, on
        self.dice = Dice(seed, "files")
        self.steps, shares = step_tables(people.steps), share_tables(people.shares)
        said = {Role(name): n for name, n in people.shares.observer.of.items()}
        self.roles = {one.id: Table({role: said.get(role, 1) for role in one.attestors}) for one in criteria}
        self.answers, self.decisions = shares["role_answer"], shares["remembered"]

    def observations(self, client: Client, *, blank: int) -> tuple[Observation, ...]:
        """What stands in the file on each criterion; level 0, not discussed, leaves no line."""
        found: list[Observation] = []
        for criterion in self.criteria:
            level, asked = self.dice.pick(self._levels(criterion.id)), not self.dice.in_1000(blank)
            reached = self.dice.yes(self.people.seen[criterion.stage])
            if level and asked and reached:
                found += self._on_one(client, criterion.id, level)
        return tuple(dict.fromkeys(found))

    def _levels(self, criterion: str) -> Table[int]:
        if criterion.startswith(RIGHT_TO_WORK):
            return self.steps["level_right_to_work"]
        return self.steps["level_job_goal" if criterion.startswith(GOAL) else "level"]

    def _on_one(self, client: Client, criterion: str, level: int) -> list[Observation]:
        """One line; at times the other role's different view, or a later word that it no longer holds."""
        dice, role, seen = self.dice, self.dice.pick(self.roles[criterion]), self._ago(10, 300)
        detail = _held_licence(client) if criterion == LICENCE else None
        first = self._line(client.id, criterion, level, role, seen, detail)
        found = [first]
        if dice.yes(self.rates.second_rater):
            other = dice.pick(self.roles[criterion])
            found.append(self._line(client.id, criterion, dice.between(GAP, IN_PLACE), other, seen, detail))
        fell = self.people.nursery_ends if criterion == CARE else self.rates.no_longer
        if level == IN_PLACE and dice.yes(fell):
            later = self._line(client.id, criterion, GAP, Role.CLIENT, self._ago(0, 9), detail)
            found.append(later.model_copy(update={"no_longer": True}))
        return found

    def _line(
        self, client: ClientId, criterion: str, level: int, role: Role, seen: Day, detail: str | None
    ) -> Observation:
        dated, until = (
            self.dice.yes(self.rates.valid_until),
            seen + dt.timedelta(days=self.dice.between(30, 600)),
        )
        graded, document = not self.dice.yes(self.rates.grade_unknown), self.dice.yes(self.rates.document_seen)
        grade = Grade.DOCUMENT if document and role is not Role.CLIENT else GRADE_OF[role]
        return Observation(
            client=client,
            criterion=criterion,
            level=level,
            role=role,
            grade=grade if graded else None,
            on=seen,
            valid_until=until if dated else None,
            detail=detail,
        )

    def actions(self, seen: tuple[Observation, ...]) -> tuple[Action, ...]:
        """An action for what is under way; a gap may still wait for one."""
        dice, found = self.dice, []
        for one in seen:
            booked, done, late = (
                dice.yes(self.rates.gap_booked),
                dice.yes(self.rates.action_done),
                dice.yes(self.rates.action_overdue),
            )
            ahead, owner, has_review = dice.between(3, 60), dice.one_of(OWNERS), dice.yes(self.rates.review_booked)
            if one.level == UNDER_WAY or (one.level == GAP and booked):
                due = self.on + dt.timedelta(days=-ahead if late else ahead)
                words = self.people.action_words
                found.append(
                    Action(
                        client=one.client,
                        criterion=one.criterion,
                        what=words.get(one.criterion, words["default"]),
                        owner="" if dice.yes(self.rates.owner_unknown) else owner,
                        due=None if dice.yes(self.rates.due_unknown) else due,
                        done=self._ago(0, 5) if done else None,
                        review=due + dt.timedelta(days=14) if has_review else None,
                    )
                )
        return tuple(found)

    def consents(self, client: ClientId, employers: tuple[EmployerId, ...]) -> tuple[Consent, ...]:
        """Why matching is covered, for nearly everyone; and what else was agreed."""
        dice, rates, joined = self.dice, self.rates, self._ago(30, 700)
        missing, withdrawn, lapsed = (
            dice.yes(rate) for rate in (rates.basis_missing, rates.basis_withdrawn, rates.basis_lapsed)
        )
        found = []
        if not missing:
            found.append(
                Consent(
                    client=client,
                    purpose=MATCHING,
                    basis=AGREEMENT,
                    on=joined,
                    withdrawn=self._ago(1, 20) if withdrawn else None,
                    until=self._ago(1, 20) if lapsed else None,
                )
            )
        if dice.yes(rates.introduce_consent):
            named = dice.yes(rates.one_employer_consent) and bool(employers)
            employer = dice.one_of(employers) if named else None
            found.append(self._introduction_agreed(client, employer, on=joined))
        return tuple(found)

    def _introduction_agreed(self, client: ClientId, employer: EmployerId | None, *, on: Day) -> Consent:
        """With who asked, the words used and what may be said. No dice: what else is drawn stays as it was."""
        turn = crc32(client.encode())
        said = self.people.may_say[turn % len(self.people.may_say) :][:MAY_SAY_MOST]
        return Consent(
            client=client,
            purpose=INTRODUCTION,
            basis=CONSENT,
            on=on,
            employer=employer,
            asked_by=f"kw-{1 + turn % 3}",
            words=self.people.consent_words,
            may_say=said,
        )

    def introductions(self, client: ClientId, vacancies: tuple[VacancyId, ...]) -> tuple[Introduction, ...]:
        """Each role's own answer about one vacancy, for a few clients; the two do not always agree."""
        dice = self.dice
        if not vacancies or not dice.yes(self.rates.role_answer):
            return ()
        vacancy = dice.one_of(vacancies)
        return tuple(self._answer(client, vacancy, role) for role in (Role.KEY_WORKER, Role.EPC))

    def _answer(self, client: ClientId, vacancy: VacancyId, role: Role) -> Introduction:
        answer, criterion = IntroduceNow(self.dice.pick(self.answers)), self.dice.one_of(self.criteria).id
        return Introduction(
            client=client,
            vacancy=vacancy,
            role=role,
            answer=answer,
            criterion=criterion if answer is IntroduceNow.NOT_YET else None,
            words="with a named person on day one" if answer is IntroduceNow.YES_WITH else "",
            on=self._ago(0, 40),
        )

    def remembered(self, client: ClientId, vacancies: tuple[VacancyId, ...]) -> tuple[Remembered, ...]:
        """A decision about one pair that still holds, or has run out."""
        dice = self.dice
        if not vacancies or not dice.yes(self.rates.remembered):
            return ()
        until = self.on + dt.timedelta(days=dice.between(-20, 90))
        return (
            Remembered(
                client=client,
                vacancy=dice.one_of(vacancies),
                decision=dice.pick(self.decisions),
                on=self._ago(21, 90),
                until=None if dice.yes(self.rates.remembered_without_end) else until,
            ),
        )

    def _ago(self, least: int, most: int) -> Day:
        return self.on - dt.timedelta(days=self.dice.between(least, most))


def _held_licence(client: Client) -> str | None:
    """The licence that the client says they hold, which is what the evidence is about."""
    held = client.says(Stance.HOLDS, Kind.LICENCE_OTHER)
    return held[0].what.to if held else None
