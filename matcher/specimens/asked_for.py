"""What made-up employers ask for: few things very often, many things seldom, some of them doubtful."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from pydantic import TypeAdapter

from matcher.base.ids import RequirementId
from matcher.library.marginals import Shares
from matcher.library.marginals_jobs import AskedFor, Jobs
from matcher.library.marginals_names import ONE_OF_ITS_SKILLS, SAME
from matcher.records.requirement import Need, NotCompared, Requirement
from matcher.records.shape import Link
from matcher.records.vacancy import Task
from matcher.records.words import Importance, RequirementStatus
from matcher.specimens.chance import Dice, Table

AGE = "age"
LESSER_MONTHS = 3
_NEEDS: TypeAdapter[Need] = TypeAdapter(Need)


class Asking:
    """Draws the requirements of vacancies. Those alike are one object, so that 50,000 lists stay small."""

    def __init__(self, jobs: Jobs) -> None:
        self._jobs = jobs
        self._by_id = {one.id: one for one in jobs.asked_for}
        self._tables: dict[str, Table[str]] = {}
        self._count = Table(jobs.steps.requirement_count.of)
        self._importances = Table({Importance(k): v for k, v in jobs.shares.importance.of.items()})
        self._statuses = _statuses(jobs.shares.requirement_status)
        self._age_statuses = _statuses(jobs.shares.age_status)
        self.need, self.requirement = cache(_need), cache(_requirement)

    def requirements(self, dice: Dice, *, occupation: str, tasks: tuple[Task, ...]) -> tuple[Requirement, ...]:
        """The requirements of one vacancy, R1 onwards; none for about three in ten."""
        rates = self._jobs.rates
        if dice.yes(rates.asks_nothing):
            return ()
        wanted = dice.different(self._table(occupation), dice.pick(self._count))
        found: list[Requirement] = []
        for name in wanted:
            found += self._asked(dice, self._by_id[name], occupation, tasks, first=len(found) + 1)
        if dice.yes(rates.more_than_forty):
            found += self._copied_list(dice, first=len(found) + 1)
        return tuple(found)

    def _table(self, occupation: str) -> Table[str]:
        if occupation not in self._tables:
            heard = [a for a in self._jobs.asked_for if not a.only_for or occupation in a.only_for]
            self._tables[occupation] = Table({one.id: one.weight for one in heard})
        return self._tables[occupation]

    def _asked(
        self, dice: Dice, asked: AskedFor, occupation: str, tasks: tuple[Task, ...], *, first: int
    ) -> list[Requirement]:
        skill = _a_skill(dice, tasks)
        needs = tuple(self.need(_filled(one, occupation, skill)) for one in asked.needs)
        status = dice.pick(self._age_statuses if asked.needs[0]["kind"] == AGE else self._statuses)
        importance = dice.pick(self._importances)
        reason = dice.one_of(self._jobs.kept_reasons) if status is RequirementStatus.KEPT else ""
        exception, task = self._exception(dice, asked, status), self._task(dice, tasks)
        one = self.requirement(first, needs, importance, status, reason, exception, task, asked.words)
        lesser = self._lesser(asked, occupation, first + 1) if status is RequirementStatus.RELAXED else None
        return [one, lesser] if lesser else [one]

    def _lesser(self, asked: AskedFor, occupation: str, number: int) -> Requirement | None:
        """The smaller ask that a relaxed one became (design 5a, 9), where there is one."""
        if "months" not in asked.needs[0]:
            return None
        smaller = {**asked.needs[0], "months": LESSER_MONTHS}
        return Requirement(
            id=RequirementId(f"R{number}"),
            needs=(self.need(_filled(smaller, occupation, None)),),
            words=f"{asked.words}, now three months",
        )

    def _exception(self, dice: Dice, asked: AskedFor, status: RequirementStatus) -> str:
        kept_age = status is RequirementStatus.KEPT and asked.needs[0]["kind"] == AGE
        return dice.one_of(self._jobs.exceptions) if kept_age else ""

    def _task(self, dice: Dice, tasks: tuple[Task, ...]) -> Link | None:
        serves = dice.yes(self._jobs.rates.serves_task)
        return dice.one_of(tasks).what if serves and tasks else None

    def _copied_list(self, dice: Dice, *, first: int) -> list[Requirement]:
        return [
            Requirement(
                id=RequirementId(f"R{first + n}"),
                needs=(NotCompared(),),
                importance=Importance.DESIRABLE,
                words=dice.one_of(self._jobs.extra_asks),
            )
            for n in range(self._jobs.long_list)
        ]


def _statuses(drawn: Shares) -> Table[RequirementStatus]:
    return Table({RequirementStatus(k): v for k, v in drawn.of.items()})


def _filled(need: Mapping[str, str | int], occupation: str, skill: str | None) -> tuple[tuple[str, str | int], ...]:
    """The need with the vacancy's own occupation or skill put in; a skill nobody named becomes `other`."""
    if ONE_OF_ITS_SKILLS in need.values() and skill is None:
        return (("kind", "other"),)
    own: dict[str | int, str] = {SAME: occupation, ONE_OF_ITS_SKILLS: skill or ""}
    return tuple((key, own.get(value, value)) for key, value in need.items())


def _a_skill(dice: Dice, tasks: tuple[Task, ...]) -> str | None:
    linked = [task.what.to for task in tasks if task.what.to]
    place = dice.below(max(1, len(linked)))
    return linked[place] if linked else None


def _need(spelled: tuple[tuple[str, str | int], ...]) -> Need:
    return _NEEDS.validate_python(dict(spelled))


def _requirement(
    number: int,
    needs: tuple[Need, ...],
    importance: Importance,
    status: RequirementStatus,
    reason: str,
    exception: str,
    task: Link | None,
    words: str,
) -> Requirement:
    """One requirement. Requirements that are alike in every field, number included, are one object."""
    return Requirement(
        id=RequirementId(f"R{number}"),
        needs=needs,
        importance=importance,
        status=status,
        reason=reason,
        exception=exception,
        task=task,
        words=words,
    )
