"""A checked vacancy on screen and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from matcher.cli.outlook.pool import people, pool_as_json, show_pool
from matcher.cli.showing import console, print_json

if TYPE_CHECKING:
    from matcher.outputs.json import Json
    from matcher.outputs.terminal import Cards
    from matcher.workflows.adverts.check import CheckedRequirement, CheckedVacancy, RaisedDoubt

SEVERITIES = {
    "worth_asking": "worth asking about",
    "narrows_pool": "narrows the field",
    "high_risk": "may shut people out who could do the job",
    "unlawful_on_face": "may not be lawful as it stands",
}
STATUSES = {
    "as_stated": "as stated",
    "asked": "asked about",
    "kept_with_reason": "kept, with a reason",
    "relaxed": "relaxed",
    "removed": "removed",
}
IMPORTANCE = {
    "essential": "essential",
    "desirable": "would be a plus",
    "not_required": "not needed",
    "unclear": "unclear whether needed",
}


def show_checked(checked: CheckedVacancy, *, as_json: bool) -> None:
    """What the vacancy asks for, each doubt with its question, and what each requirement does to the pool."""
    if as_json:
        print_json(_as_json(checked))
        return
    from matcher.base.days import say_day
    from matcher.outputs.terminal import Cards

    listed, cards = checked.listed, Cards(console())
    cards.say(f"What {listed.title} ({listed.subject}) asks for", style="bold")
    for notice in listed.notices:
        cards.say(notice, mark="!", style="bold")
    for sentence in _pools(checked):
        cards.say(sentence)
    for requirement in checked.requirements:
        _show_requirement(requirement, cards)
    for doubt in checked.doubts:
        _show_doubt(doubt, cards)
    if not checked.requirements:
        cards.head("Nothing is asked for, as far as we know.")
    if checked.pool is not None:
        show_pool(checked.pool, cards)
    if checked.to_employer:
        cards.head("To ask the employer (no person and no figure on this sheet)")
        for question in checked.to_employer:
            cards.say(question, mark="?", indent=2)
    run = listed.stamp
    cards.head("")
    cards.say(
        f"Run {run.run}. Data of {say_day(run.on)}. Models {run.digest[:12]}. Version {run.version}.", style="dim"
    )


def _pools(checked: CheckedVacancy) -> Iterator[str]:
    listed = checked.listed
    yield (
        f"{listed.considered:,} people considered. {listed.passing:,} pass as requirements are applied; "
        f"{listed.passing_if_all_applied:,} would if every essential one were applied as stated."
    )
    if listed.left_out:
        yield f"{listed.left_out:,} left out: nobody has asked yet whether we may match them."


def _show_requirement(requirement: CheckedRequirement, cards: Cards) -> None:
    cards.head(requirement.name[:1].upper() + requirement.name[1:])
    said = f"{IMPORTANCE[requirement.importance]}; {STATUSES[requirement.status]}"
    cards.say(f"{said}; {_does(requirement)}", indent=2)
    for doubt in requirement.doubts:
        _show_doubt(doubt, cards)


def _does(requirement: CheckedRequirement) -> str:
    """What one requirement does to the pool, in words."""
    who = people(requirement.sole)
    if not requirement.compared:
        return "shown, and nobody is compared with it."
    if requirement.applied:
        return f"applied. It alone keeps {who} out."
    if requirement.importance != "essential":
        return f"keeps nobody out. If it were essential, it alone would keep {who} out."
    return f"not applied. If it were, it alone would keep {who} out."


def _show_doubt(doubt: RaisedDoubt, cards: Cards) -> None:
    finding, rule = doubt.finding, doubt.rule
    closed = "" if finding.open else " (closed)"
    cards.say(f"{rule.name}: {SEVERITIES[finding.severity]}{closed}.", mark="!", indent=2)
    cards.say(f"Ask: {finding.question}", mark="?", indent=4)
    if finding.rewording:
        cards.say(f"It could say: {finding.rewording}", indent=6)
    cards.say(f"May fall on {finding.may_fall_on}.", indent=6)
    cards.say(f"Justified when: {rule.justified_when}", indent=6)
    cards.say(f"Law: {rule.legal_basis} ({rule.mark.replace('_', ' ')})", indent=6)


def _as_json(checked: CheckedVacancy) -> Json:
    from matcher.outputs.json import stamp

    listed = checked.listed
    pool = {} if checked.pool is None else {"pool": pool_as_json(checked.pool)}
    return {
        **stamp(listed.stamp),
        "vacancy": listed.subject,
        "title": listed.title,
        "held": checked.held,
        "notices": list(listed.notices),
        "considered": listed.considered,
        "left_out": listed.left_out,
        "passing": listed.passing,
        "passing_if_all_applied": listed.passing_if_all_applied,
        "requirements": [
            {
                "requirement": one.id,
                "name": one.name,
                "importance": one.importance,
                "status": one.status,
                "applied": one.applied,
                "compared": one.compared,
                "sole": one.sole,
                "doubts": [_doubt(doubt) for doubt in one.doubts],
            }
            for one in checked.requirements
        ],
        "doubts": [_doubt(doubt) for doubt in checked.doubts],
        "to_employer": list(checked.to_employer),
        **pool,
    }


def _doubt(doubt: RaisedDoubt) -> Json:
    finding, rule = doubt.finding, doubt.rule
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "question": finding.question,
        "rewording": finding.rewording,
        "may_fall_on": finding.may_fall_on,
        "justified_when": rule.justified_when,
        "legal_basis": rule.legal_basis,
        "mark": rule.mark,
        "open": finding.open,
    }
