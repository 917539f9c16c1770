"""Services on screen and as JSON: need by need, what each service states and how it stands, what to ask."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from matcher.base.days import say_day
from matcher.base.weeks import say_clock, say_days

if TYPE_CHECKING:
    from rich.console import Console

    from matcher.outputs.json import Json
    from matcher.outputs.terminal import Cards
    from matcher.records.service import Service, Session
    from matcher.signposts.shape import Answered, Group, Signpost
    from matcher.workflows.people.services import ServicesFound, ServicesHeld

HEADS: dict[Group, str] = {
    "met": "Nothing to ask first",
    "ask": "Ask first",
    "not_met": "Says something that is not met",
}
PARAGRAPH = 220


def show(found: ServicesFound, console: Console, *, most: int | None) -> None:
    """Every need with its services."""
    from matcher.outputs.terminal import Cards

    cards = Cards(console)
    whose = f" for {found.client}" if found.client else ""
    for_ = f" and {found.vacancy}" if found.vacancy else ""
    cards.say(f"Services that could help{whose}{for_}", style="bold")
    cards.say(
        f"{_services(found.held)} held. Age and area are compared as far as they are known; whom else a service says "
        "it is for is for you to ask, with the client."
    )
    if not found.answered:
        cards.say("No open action, nothing known to be missing. Say --need to look for something, such as housing.")
    for answered in found.answered:
        _need(answered, found, cards, most or found.library.services.shown)
    if found.without_kind:
        cards.say(f"{_services(found.without_kind)} on no list: it is not known what they help with.")
    _stamp(found.stamp.run, found, cards)


def _need(answered: Answered, found: ServicesFound, cards: Cards, most: int) -> None:
    vocabulary, need = found.library.services, answered.wanted.need
    cards.head(need.name)
    cards.say(f"Because: {'; '.join(answered.wanted.because)}.", indent=2)
    if need.also:
        kinds = ", ".join(vocabulary.kind(kind).name.lower() for kind in need.also)
        cards.say(vocabulary.says.ours.format(kinds=kinds), indent=2)
    if not answered.found and need.kinds:
        cards.say(vocabulary.says.nobody, indent=2)
    for group, head in HEADS.items():
        ones = answered.group(group)
        if ones:
            cards.say(f"{head}:", indent=2)
        for one in ones[:most]:
            _card(one, found, cards)
        if len(ones) > most:
            cards.say(f"{len(ones) - most:,} more: say --top {len(ones)}, or --json for all.", indent=4)


def _card(one: Signpost, found: ServicesFound, cards: Cards) -> None:
    service, says = one.service, found.library.services.says
    about = [service.organisation] if service.organisation else []
    if one.metres is not None:
        about.append(_far(one.metres))
    beside = f" ({'; '.join(about)})" if about else ""
    cards.say(f"{service.name}{beside}", mark="*", indent=4, style="bold")
    if one.named:
        cards.say(says.names_it.format(words=one.named), mark="+", indent=6)
    for checked in one.checked:
        mark = {"met": "+", "not_met": "-"}.get(checked.state, "?")
        cards.say(checked.says if checked.says.endswith((".", "?")) else f"{checked.says}.", mark=mark, indent=6)
    for note in one.notes:
        cards.say(note, mark="!", indent=6)
    for line in _practical(service):
        cards.say(line, indent=6)


def _practical(service: Service) -> Iterator[str]:
    """How to get there and in touch."""
    times = _times(service.sessions) or service.times
    if times:
        yield f"Open: {_short(times)}"
    if service.cost or service.free:
        yield f"Cost: {_short(service.cost or 'free')}"
    touch = [one for one in (service.phone, service.email, service.website) if one]
    if touch:
        yield "; ".join(touch)
    if service.how_to_refer:
        yield f"How to refer: {_short(service.how_to_refer)}"
    if service.languages:
        yield f"Languages: {', '.join(service.languages)}"


def _times(sessions: Iterable[Session]) -> str:
    """`Mon to Fri 9am to 5pm; first Tue of the month 10am to 12pm`, days with the same times together."""
    alike: dict[tuple[object, ...], list[Session]] = {}
    for one in sessions:
        alike.setdefault(
            (one.weekday is None, one.nth, one.opens, one.closes, one.every_weeks, one.valid_to), []
        ).append(one)
    return "; ".join(_session(ones) for ones in alike.values())


def _session(ones: list[Session]) -> str:
    """`Thu 10am to 6pm, every 2 weeks, until 1 May 2027`."""
    one = ones[0]
    if one.weekday is None:
        day = f"day {', '.join(map(str, one.month_days))} of the month"
    else:
        nth = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", -1: "last"}
        place = " and ".join(nth.get(number, str(number)) for number in one.nth)
        days = say_days([that.weekday for that in ones if that.weekday is not None])
        day = f"{place} {days} of the month" if place else days
    text = f"{day} {say_clock(one.opens)} to {say_clock(one.closes)}"
    text += f", every {one.every_weeks} weeks" if one.every_weeks > 1 else ""
    return text + (f", until {say_day(one.valid_to)}" if one.valid_to else "")


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= PARAGRAPH else line[: PARAGRAPH - 3] + "..."


def _far(metres: int) -> str:
    """`450 m as the crow flies`, `2.3 km as the crow flies`."""
    if not metres:
        return "in the same postcode sector"
    return f"{metres:,} m as the crow flies" if metres < 1000 else f"{metres / 1000:,.1f} km as the crow flies"


def show_held(held: ServicesHeld, console: Console) -> None:
    """What the directory holds, need by need; gaps among them."""
    from matcher.outputs.terminal import Cards

    cards = Cards(console)
    cards.say(f"{_services(held.held)} held", style="bold")
    if not held.held:
        cards.say(
            "`matcher import FILE` brings in a directory: Open Referral JSON, an HSDS package, or a sheet `services`."
        )
    for need, name, count in held.by_need:
        cards.say(
            f"{name} ({need}): {_services(count)}" if count else f"{name} ({need}): no service known",
            mark="-",
            indent=2,
        )
    if held.without_kind:
        cards.say(f"{_services(held.without_kind)} on no list: it is not known what they help with.")
    _stamp(held.stamp.run, held, cards)


def _stamp(run: str, of: ServicesFound | ServicesHeld, cards: Cards) -> None:
    stamp = of.stamp
    cards.head("")
    cards.say(
        f"Run {run}. Data of {say_day(stamp.on)}. Models {stamp.digest[:12]}. Version {stamp.version}.", style="dim"
    )


def held_as_json(held: ServicesHeld) -> Json:
    """What the directory holds, in the documented shape."""
    from matcher.outputs.json import stamp

    return {
        **stamp(held.stamp),
        "services": held.held,
        "without_kind": held.without_kind,
        "needs": [{"need": need, "name": name, "services": count} for need, name, count in held.by_need],
    }


def as_json(found: ServicesFound) -> Json:
    """Every need with all its services, in the documented shape."""
    from matcher.outputs.json import stamp

    return {
        **stamp(found.stamp),
        "client": found.client,
        "vacancy": found.vacancy,
        "services": found.held,
        "without_kind": found.without_kind,
        "needs": [
            {
                "need": one.wanted.need.id,
                "name": one.wanted.need.name,
                "because": list(one.wanted.because),
                "ours": list(one.wanted.need.also),
                "services": [_as_json(post) for post in one.found],
            }
            for one in found.answered
        ],
    }


def _as_json(one: Signpost) -> Json:
    service = one.service
    return {
        "service": service.id,
        "name": service.name,
        "organisation": service.organisation,
        "group": one.group,
        "kinds": list(one.kinds),
        "conditions": [{"about": c.about, "state": c.state, "says": c.says} for c in one.checked],
        "metres": one.metres,
        "names": one.named or None,
        "notes": list(one.notes),
        "phone": service.phone or None,
        "email": service.email or None,
        "website": service.website or None,
        "how_to_refer": service.how_to_refer or None,
        "last_checked": None if service.last_checked is None else service.last_checked.isoformat(),
    }


def _services(count: int) -> str:
    return "1 service" if count == 1 else f"{count:,} services"
