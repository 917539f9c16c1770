"""Who could help with a step: the first services of its kind, each with what to ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matcher.explain.shape import Helper

if TYPE_CHECKING:
    from matcher.explain.context import Context
    from matcher.records.client import Client


def who_could_help(kind: str, client: Client, context: Context) -> tuple[Helper, ...]:
    """At most as many services as the vocabulary names, those with nothing to ask first; none whose conditions are
    known not to be met. What is ours to do names nobody."""
    posts = context.signposts
    if posts is None:
        return ()
    vocabulary = context.library.services
    known = vocabulary.kinds_by_id.get(kind)
    if known is None or known.ours:
        return ()
    found = [one for one in posts.of_kinds((kind,), client) if one.group != "not_met"]
    return tuple(
        Helper(one.service.id, one.service.name, tuple(dict.fromkeys(c.short for c in one.checked if c.open)))
        for one in found[: vocabulary.named]
    )


def say_helper(helper: Helper) -> str:
    """`Hythe Women's Centre (ask: for women, area)`."""
    return f"{helper.name} (ask: {', '.join(helper.asks)})" if helper.asks else helper.name
