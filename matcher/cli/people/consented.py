"""What `matcher consent` shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matcher.base.days import say_day
from matcher.brokerage.consent import Covered
from matcher.cli import kept as kept_already
from matcher.cli.say import out
from matcher.cli.showing import print_json

if TYPE_CHECKING:
    from matcher.brokerage.consent import Missing
    from matcher.outputs.json import Json
    from matcher.records.evidence import Consent
    from matcher.workflows.people.client_page import Made
    from matcher.workflows.people.consenting import Kept, Standing, Worklist


def show_kept(kept: Kept, *, as_json: bool) -> None:
    """What was recorded, and what follows."""
    kept_already.keep("What they said is kept.")
    if as_json:
        print_json(
            {
                "client": kept.client,
                "purpose": kept.purpose.id,
                "employer": kept.employer,
                "covered": isinstance(kept.state, Covered),
                "changed": kept.changed,
                "state": _state(kept.state),
                "introduced": [{"vacancy": one, "on": on.isoformat()} for one, on in kept.introduced],
            }
        )
        return
    whom = _whom(kept)
    if not kept.changed:
        out(f"{kept.client}: {kept.purpose.name}{whom} stands as it was. Nothing was changed.")
    elif isinstance(kept.state, Covered):
        out(f"{kept.client} agreed: {kept.purpose.name}{whom}.")
        if kept.state.consent is not None:
            out(f"  Asked with: {kept.state.consent.words}")
            for said in kept.state.consent.may_say:
                out(f"  May be said aloud: {said}")
    else:
        out(f"{kept.client} took back: {kept.purpose.name}{whom}. It counts from today, and nobody asks why.")
    for vacancy, on in kept.introduced:
        out(f"  They were put forward for {vacancy} on {say_day(on)}. Tell the employer today, and record it:")
        out(f"    matcher decide {kept.client} {vacancy} withdrawn --reason client_asked")


def _whom(kept: Kept) -> str:
    if not kept.purpose.per_employer:
        return ""
    return f", for {kept.employer}" if kept.employer else ", for every employer"


def _state(state: Covered | Missing) -> Json:
    if isinstance(state, Covered):
        return {"covered": True, "since": state.consent.on.isoformat() if state.consent else None}
    return {"covered": False, "why": state.why, "says": state.says, "next": state.next}


def show_standing(standing: Standing, *, as_json: bool) -> None:
    """What one client agreed to, purpose by purpose."""
    if as_json:
        print_json(
            {
                "client": standing.client,
                "purposes": [
                    {
                        "purpose": rule.id,
                        "state": _state(state),
                        "consents": [one.model_dump(mode="json") for one in own],
                    }
                    for rule, own, state in standing.states
                ],
            }
        )
        return
    out(f"What {standing.client} agreed to")
    for rule, own, state in standing.states:
        if isinstance(state, Covered):
            out(f"  {rule.name}: yes")
        elif rule.per_employer and any(one.employer for one in own):
            out(f"  {rule.name}: by employer")
        else:
            out(f"  {rule.name}: {state.says}")
        for one in own:
            out(f"    {_line(one, per_employer=rule.per_employer)}")


def _line(one: Consent, *, per_employer: bool) -> str:
    parts = [f"yes on {say_day(one.on)}" if one.withdrawn is None or one.withdrawn > one.on else "no"]
    if per_employer:
        parts.append(f"for {one.employer}" if one.employer else "for every employer")
    parts += [f"until {say_day(one.until)}"] if one.until else []
    parts += [f"taken back from {say_day(one.withdrawn)}"] if one.withdrawn else []
    parts += [f"asked by {one.asked_by}"] if one.asked_by else []
    parts += [f"may be said: {'; '.join(one.may_say)}"] if one.may_say else []
    return ", ".join(parts)


WHY = {
    "not_asked": "nobody has asked them",
    "withdrawn": "they took it back",
    "ended": "what they agreed to has ended",
    "not_yet": "what they agreed to begins later",
    "not_consent": "agreed, and this needs consent",
}


def show_worklist(found: Worklist, *, as_json: bool) -> None:
    """Who has not agreed, by why, with counts that add up."""
    if as_json:
        print_json(
            {
                "purpose": found.purpose.id,
                "employer": found.employer,
                "on": found.on.isoformat(),
                "clients": found.clients,
                "covered": found.covered,
                "missing": {why: list(who) for why, who in found.missing.items()},
            }
        )
        return
    whom = f" for {found.employer}" if found.employer else ""
    out(f"{found.purpose.name}{whom}: {found.covered:,} of {found.clients:,} agreed.")
    for why, who in found.missing.items():
        out(f"  {len(who):,}: {WHY[why]}")
        out(f"    {', '.join(who)}")
    if found.missing:
        out(f"Ask with: {found.purpose.ask.replace('{employer}', found.name)}")


def show_page(made: Made, *, as_json: bool) -> None:
    """Where the page is, and for whom it is."""
    kept_already.keep(f"{made.path} was written.")
    if as_json:
        print_json({"client": made.client, "file": str(made.path), "lines": made.lines})
        return
    out(f"Wrote {made.path}: what is held about {made.client}, in {made.lines:,} lines. It holds their whole record:")
    out("give it to them and to nobody else, and throw away what is left over.")
