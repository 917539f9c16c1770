"""Keeping a list that is shown, in one transaction: what was open about its rows, its run, and an entry in the log.

What is kept is enough to say every word of it again (`workflows.lists.again`). Where the folder may only be read, the
list is shown all the same, with a sentence that it could not be remembered.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field, replace

from matcher.base.ids import ClientId, VacancyId
from matcher.base.problems import GivenProblems
from matcher.base.stamp import Stamp
from matcher.explain.context import Context
from matcher.explain.shape import ExplainedList
from matcher.matching.match import Matched
from matcher.matching.rest import Rest, rest_of
from matcher.measures.clashes import Clashes
from matcher.outputs.json import Json, as_json
from matcher.scoring.decision import RankedList
from matcher.store import database
from matcher.store.decided import Aside, Pair, kept_list
from matcher.store.folder import Readable
from matcher.store.log import Event, append
from matcher.store.runs import KeptList, KeptRun, keep_run
from matcher.store.shown import Shown, put_shown
from matcher.store.travelling import map_stamp, travel_stamps
from matcher.workflows.desk import MATCHING, Desk
from matcher.workflows.hand import hand
from matcher.workflows.lists.answered import open_by_row
from matcher.workflows.lists.made_with import made_with
from matcher.workflows.where import Where


@dataclass(frozen=True)
class Asked:
    """One list that was asked for, and what it was made from."""

    where: Where
    desk: Desk
    command: str
    top: int | None
    read: Readable
    records: str
    """What tells its records apart from others, as `answered.run_of_records` says it."""


@dataclass(frozen=True)
class Heard:
    """What a list's words were looked up in besides records and models, noted down as they are said."""

    times: dict[Pair, Clashes | None] = field(default_factory=dict)

    def over(self, context: Context) -> Context:
        """The same context, listened to."""
        looked_up = context.clashes
        if looked_up is None:
            return context

        def clashes(client: ClientId, vacancy: VacancyId) -> Clashes | None:
            if (client, vacancy) not in self.times:
                self.times[client, vacancy] = looked_up(client, vacancy)
            return self.times[client, vacancy]

        return replace(context, clashes=clashes)


def keep_list(
    asked: Asked, matched: Matched, ranked: RankedList, explained: ExplainedList, *, context: Context, heard: Heard
) -> str:
    """Keep a list that is shown. Comes back with a sentence for the reader where it could not be, else empty."""
    desk, side = asked.desk, explained.side
    shown = open_by_row((row.decision for row in ranked.rows), matched, side=side)
    rest = rest_of(matched, ranked)
    kept = kept_list(ranked, _aside(ranked, context, heard), rest=_rest(rest))
    run = _run(asked, explained, kept, rest)
    signed = hand(asked.where)
    try:
        with database.writing(desk.folder.place) as connection:
            put_shown(connection, side, ranked.subject, Shown(asked.records, shown))
            keep_run(connection, signed, run, models=desk.library.raw, made_with=made_with(desk))
            append(connection, signed, [_event(explained, kept)])
    except GivenProblems as given:
        return f"This list could not be remembered for the next one: {given.problems[0].where} {given.problems[0].what}"
    return ""


def output_hash(explained: ExplainedList) -> str:
    """SHA-256 of the list as JSON on one line, without spaces: equal where every word and number is.

    On one line since the writer of indented JSON is ten times slower.
    """
    text = json.dumps(as_json(explained), ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", errors="surrogatepass")).hexdigest()


def inputs(desk: Desk, read: Readable) -> Json:
    """What a run was made from: the digest of all records and dealings that were read, and how many of each kind."""
    folder = desk.folder.path
    return {
        "digest": read.digest,
        "records": dict(sorted(read.counted.items())),
        "loaded": [*travel_stamps(folder), *map_stamp(folder)],
        "left_out": read.left_out,
    }


def kept_run(stamp: Stamp, *, command: str, edition: int, manifest: Json, lists: tuple[KeptList, ...] = ()) -> KeptRun:
    """A run as it is kept."""
    return KeptRun(
        run=stamp.run,
        command=command,
        purpose=MATCHING,
        day=stamp.on.isoformat(),
        version=stamp.version,
        models=stamp.digest,
        edition=edition,
        manifest=json.dumps(manifest, ensure_ascii=False, separators=(",", ":")),
        lists=lists,
    )


def _run(asked: Asked, explained: ExplainedList, kept: KeptList, rest: Rest) -> KeptRun:
    manifest = {
        "arguments": {"top": asked.top},
        "inputs": inputs(asked.desk, asked.read),
        "counts": {
            "considered": explained.considered,
            "listed": len(explained.rows),
            "not_listed": {"nothing_in_the_way": rest.passing, "blocked": rest.pairs - rest.passing},
        },
        "unknown": dict(rest.unknown),
        "output": output_hash(explained),
        "limits": list(asked.desk.library.brokerage.log_words.limits),
        "random": "none used",
        "equality_answers": "not opened",
    }
    return kept_run(
        explained.stamp, command=asked.command, edition=asked.read.edition, manifest=manifest, lists=(kept,)
    )


def _aside(ranked: RankedList, context: Context, heard: Heard) -> Aside:
    pairs = [(row.decision.client, row.decision.vacancy) for row in ranked.rows]
    notes = context.journeys
    return Aside(
        left_out=context.left_out,
        notices=context.notices,
        applied=context.applied[VacancyId(ranked.subject)] if ranked.side == "vacancy" else 0,
        times=heard.times,
        journeys={} if notes is None else {pair: notes.note(*pair, context) for pair in pairs},
    )


def _rest(rest: Rest) -> Json:
    return {"passing": rest.passing, "patterns": [list(one) for one in rest.patterns]}


def _event(explained: ExplainedList, kept: KeptList) -> Event:
    own = {kept.side: kept.subject}
    return Event(
        "list.made",
        client=own.get("client", ""),
        vacancy=own.get("vacancy", ""),
        run=explained.stamp.run,
        codes={"purpose": MATCHING, "considered": explained.considered, "listed": len(explained.rows)},
    )
