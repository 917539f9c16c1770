"""An advert's doubts on screen and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from matcher.cli.adverts.checking import SEVERITIES
from matcher.cli.showing import console, print_json

if TYPE_CHECKING:
    from matcher.outputs.json import Json
    from matcher.outputs.terminal import Cards
    from matcher.workflows.adverts.check_advert import CheckedAdvert, ToldFinding

COLLAPSED = "worth_asking"
HELD = "Nobody should be put forward yet: something here may not be lawful as it is written. Ask the employer first."


def show_advert(checked: CheckedAdvert, *, as_json: bool, everything: bool) -> None:
    """Each doubt with the words it came from. What is only worth asking is counted, and told with `everything`."""
    if as_json:
        print_json(_as_json(checked))
        return
    from matcher.outputs.terminal import Cards

    cards = Cards(console())
    cards.say(f"What this advert asks for: {checked.title}", style="bold")
    if checked.held:
        cards.say(HELD, mark="!", style="bold")
    for heading, told in (("Who may apply", checked.findings), ("About the job itself", checked.quality)):
        shown = [one for one in told if everything or one.finding.severity != COLLAPSED]
        if shown:
            cards.head(heading)
        for one in sorted(shown, key=lambda one: (-list(SEVERITIES).index(one.finding.severity), one.finding.start)):
            _show(one, cards)
    for sentence in _rest(checked, everything=everything):
        cards.head(sentence)
    cards.head("")
    cards.say(f"Models {checked.digest[:12]}. A doubt is a question to the employer, not a verdict.", style="dim")


def _show(told: ToldFinding, cards: Cards) -> None:
    finding, criterion = told.finding, told.criterion
    cards.say(f"{criterion.name}: {SEVERITIES[finding.severity]}.", mark="!", indent=2)
    cards.say(f"“{finding.words}” (characters {finding.start} to {finding.end})", indent=4)
    if finding.sentence != finding.words:
        cards.say(f"In: {finding.sentence}", indent=6)
    cards.say(f"Ask: {criterion.question}", mark="?", indent=4)
    cards.say(f"It could say: {criterion.rewording}", indent=6)
    cards.say(f"May fall on {criterion.may_fall_on}.", indent=6)
    cards.say(f"Justified when: {criterion.justified_when}", indent=6)
    cards.say(f"Law: {criterion.legal_basis} ({criterion.mark.replace('_', ' ')})", indent=6)


def _rest(checked: CheckedAdvert, *, everything: bool) -> Iterator[str]:
    every = (*checked.findings, *checked.quality)
    if not every:
        yield "Nothing to ask about in these words."
    left = [one for one in every if one.finding.severity == COLLAPSED]
    if left and not everything:
        names = "; ".join(one.criterion.name.lower() for one in left)
        yield f"Also worth asking, with --all: {names}."


def _as_json(checked: CheckedAdvert) -> Json:
    return {
        "format": 1,
        "models": checked.digest,
        "title": checked.title,
        "occupation": checked.occupation,
        "held": checked.held,
        "findings": [_finding(one) for one in checked.findings],
        "about_the_job": [_finding(one) for one in checked.quality],
    }


def _finding(told: ToldFinding) -> Json:
    finding, criterion = told.finding, told.criterion
    return {
        "criterion": finding.criterion,
        "name": criterion.name,
        "severity": finding.severity,
        "start": finding.start,
        "end": finding.end,
        "words": finding.words,
        "sentence": finding.sentence,
        "question": criterion.question,
        "rewording": criterion.rewording,
        "may_fall_on": criterion.may_fall_on,
        "justified_when": criterion.justified_when,
        "legal_basis": criterion.legal_basis,
        "mark": criterion.mark,
    }
