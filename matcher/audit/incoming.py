"""What the audit reads in a vacancy's words when the record comes in, tied to the requirements it is about.

Ranking commands never read text: they find the doubts on the record. A doubt that is grave and about no requirement
on record becomes one of its own, in the employer's words, so that the status table holds for it as for any other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from matcher.audit.advert_text import TextFinding, advert_audit
from matcher.base.ids import RequirementId
from matcher.library.load import Library
from matcher.reading.requirements.reader import read_requirements
from matcher.records.finding import ReadDoubt
from matcher.records.requirement import NotCompared, Requirement
from matcher.records.vacancy import Vacancy
from matcher.records.words import Importance

GRAVE = frozenset({"high_risk", "unlawful_on_face"})
"""A doubt of these severities needs a requirement to stand on; milder ones may be about the vacancy as a whole."""
DESCRIPTION = "description"
_SAID_OTHERWISE = {
    Importance.ESSENTIAL: ("desirable", "not_required"),
    Importance.DESIRABLE: ("essential", "not_required"),
    Importance.NOT_REQUIRED: ("essential",),
}
OF_THE_AUDIT = "doubt-"
"""Begins the reference of a requirement that stands on record only because words raised a doubt."""


class Incoming:
    """Reads vacancies as they come in; the criteria are compiled when the first one has words."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def read(self, vacancies: Iterable[Vacancy], *, held: Iterable[Vacancy] = ()) -> tuple[Vacancy, ...]:
        """The vacancies with what their words raise. One that is `held` just as it is was read before."""
        known = {one.id: one for one in held}
        return tuple(one if known.get(one.id) == one else self.one(one) for one in vacancies)

    def one(self, vacancy: Vacancy) -> Vacancy:
        """One vacancy, read afresh. What was put on record because of its words before is read again, too."""
        bare = _bare(vacancy)
        if not has_words(bare):
            return bare
        found = [*self._in_words(bare), *self._conflicts(bare), *self._in_description(bare)]
        added = tuple(self._added(found, bare))
        return bare.model_copy(
            update={
                "requirements": (*bare.requirements, *_as_answered(added, vacancy)),
                "doubts": tuple(dict.fromkeys(_tied(found, added))),
            }
        )

    def _in_words(self, vacancy: Vacancy) -> Iterator[ReadDoubt]:
        """Doubts in the words of each requirement that the description does not hold."""
        description = vacancy.raw.get(DESCRIPTION, "")
        for requirement in vacancy.requirements:
            asked = requirement.importance in (Importance.ESSENTIAL, Importance.UNCLEAR)
            if asked and requirement.words and requirement.words not in description:
                for found in self._found(requirement.words, vacancy):
                    yield _doubt(found, requirement.id)

    def _conflicts(self, vacancy: Vacancy) -> Iterator[ReadDoubt]:
        """Requirements whose own words say otherwise than the record how much they matter."""
        for requirement in vacancy.requirements:
            kinds = {need.kind for need in requirement.needs}
            rule = next(
                (one for one in self._library.audit_rules.rules if kinds.intersection(one.trigger.requirement_kinds)),
                None,
            )
            if rule is None or not requirement.words or requirement.importance not in _SAID_OTHERWISE:
                continue
            for said in read_requirements(requirement.words, library=self._library, occupation=vacancy.title):
                if said.kind in kinds and said.importance in _SAID_OTHERWISE[requirement.importance]:
                    yield ReadDoubt(
                        criterion=rule.criterion,
                        severity="worth_asking",
                        requirement=requirement.id,
                        start=said.start or 0,
                        end=said.end or 0,
                        words=said.words,
                        conflict=True,
                    )
                    break

    def _in_description(self, vacancy: Vacancy) -> Iterator[ReadDoubt]:
        for found in self._found(vacancy.raw.get(DESCRIPTION, ""), vacancy):
            yield _doubt(found, _about(found, vacancy.requirements))

    def _found(self, text: str, vacancy: Vacancy) -> Sequence[TextFinding]:
        if not text:
            return ()
        return advert_audit(self._library).findings(text, occupation=vacancy.title)

    def _added(self, found: Iterable[ReadDoubt], vacancy: Vacancy) -> Iterator[Requirement]:
        """A requirement for each grave doubt that is about none on record."""
        kinds = {need.kind for requirement in vacancy.requirements for need in requirement.needs}
        typed = {
            rule.criterion
            for rule in self._library.audit_rules.rules
            if kinds.intersection(rule.trigger.requirement_kinds)
        }
        for doubt in found:
            criterion = self._library.criteria[doubt.criterion]
            alone = doubt.requirement is None and doubt.criterion not in typed
            if alone and doubt.severity in GRAVE and not criterion.job_quality:
                yield Requirement(
                    id=RequirementId(f"{OF_THE_AUDIT}{doubt.criterion}"),
                    needs=(NotCompared(kind="other"),),
                    words=doubt.words,
                )


def has_words(vacancy: Vacancy) -> bool:
    """Whether there is anything to read."""
    return bool(vacancy.raw.get(DESCRIPTION)) or any(one.words for one in vacancy.requirements)


def _bare(vacancy: Vacancy) -> Vacancy:
    """The vacancy as its source gave it."""
    own = tuple(one for one in vacancy.requirements if not one.id.startswith(OF_THE_AUDIT))
    return vacancy.model_copy(update={"requirements": own, "doubts": ()})


def _as_answered(added: Iterable[Requirement], before: Vacancy) -> Iterator[Requirement]:
    """What the employer has said about a requirement of the audit stays with it when the words are read again."""
    answered = {one.id: one for one in before.requirements}
    for one in added:
        known = answered.get(one.id)
        if known is None:
            yield one
        else:
            kept = {"status": known.status, "reason": known.reason, "exception": known.exception}
            yield one.model_copy(update={**kept, "importance": known.importance})


def _about(found: TextFinding, requirements: Iterable[Requirement]) -> RequirementId | None:
    """The requirement whose words hold what was found, or stand within it."""
    for requirement in requirements:
        words = " ".join(requirement.words.split())
        if words and (found.words in words or words in found.words):
            return requirement.id
    return None


def _tied(found: Iterable[ReadDoubt], added: Iterable[Requirement]) -> Iterator[ReadDoubt]:
    """Each doubt with the requirement that was added for it."""
    new = {one.id for one in added}
    for doubt in found:
        own = RequirementId(f"{OF_THE_AUDIT}{doubt.criterion}")
        stands = doubt.requirement is None and own in new
        yield doubt.model_copy(update={"requirement": own}) if stands else doubt


def _doubt(found: TextFinding, requirement: RequirementId | None) -> ReadDoubt:
    return ReadDoubt(
        criterion=found.criterion,
        severity=found.severity,
        requirement=requirement,
        start=found.start,
        end=found.end,
        words=found.words,
    )
