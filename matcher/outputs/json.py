"""JSON for other programs: stable keys in a stable order, as docs/reference/json.md says. Additions only."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, TypeAlias

from matcher.base.days import Day
from matcher.base.stamp import Stamp
from matcher.explain.itinerary import Itinerary
from matcher.explain.shape import (
    Doubt,
    ExplainedList,
    ExplainedRow,
    GateLine,
    KeptOut,
    Line,
    Question,
    Step,
    Total,
)
from matcher.outputs.atomic import write_text

FORMAT = 1
Json: TypeAlias = dict[str, Any]  # what `json` writes: text, numbers, true, false, null, lists and more of these


def dump(explained: ExplainedList, path: Path) -> None:
    """One list as a file, whole or not at all."""
    write_text(path, dumps(as_json(explained)))


def dumps(value: Json) -> str:
    """The text of it, two spaces a level, in the order of the keys given, with a line end."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def as_json(explained: ExplainedList) -> Json:
    """A shortlist or a client's list of jobs."""
    return {
        **stamp(explained.stamp),
        explained.side: explained.subject,
        "considered": explained.considered,
        "left_out": explained.left_out,
        "blocked": {
            "total": explained.blocked,
            "by_gate": dict(explained.by_gate),
            "by_owner": dict(explained.by_owner),
            "sole": dict(explained.sole),
        },
        "tied_out": dict(explained.tied_out),
        "rows": [row_as_json(row) for row in explained.rows],
        "title": explained.title,
        "about": _pairs(explained.about),
        "passing": explained.passing,
        "passing_if_all_applied": explained.passing_if_all_applied,
        "first_conversations": explained.first_conversations,
        "left_out_terms": [{"term": one.term, "name": one.name, "ask": one.ask} for one in explained.left_out_terms],
        "asked_of_everyone": list(explained.asked_of_everyone),
        "notices": list(explained.notices),
        "summary": list(explained.summary),
        "sections": [
            {"id": s.id, "name": s.name, "says": s.says, "shown": s.shown, "tied_out": s.tied_out}
            for s in explained.sections
        ],
        "kept_out": [_kept_out(one) for one in explained.kept_out],
    }


def pair_as_json(row: ExplainedRow, of: Stamp) -> Json:
    """One pair on its own, blocked or not."""
    return {**stamp(of), **row_as_json(row)}


def itinerary_as_json(of: Itinerary) -> list[Json]:
    """The way there and back, a row for each time of the week; minutes by the clock of the day named."""
    return [
        {
            "back": one.back,
            "days": list(one.days),
            "at": one.at,
            "says": one.says,
            "leaves": one.way and one.way.leaves,
            "arrives": one.way and one.way.comes,
            "first_or_last": one.end,
            "pence": one.way and one.way.pence,
            "rides": [
                {"route": r.route, "from": r.start, "leaves": r.leaves, "to": r.end, "arrives": r.comes}
                for r in (one.way.rides if one.way else ())
            ],
        }
        for one in of.ways
    ]


def stamp(of: Stamp) -> Json:
    """What every JSON of ours begins with."""
    return {
        "format": FORMAT,
        "run": of.run,
        "models": of.digest,
        "on": of.on.isoformat(),
        "version": of.version,
    }


def row_as_json(row: ExplainedRow) -> Json:
    """One row, in the documented order; what was added since stands after it."""
    return {
        "client": row.client,
        "vacancy": row.vacancy,
        "section": row.section,
        "rank": row.rank,
        "verdict": row.verdict,
        "opted_in": row.opted_in,
        "blocked_by": list(row.blocked_by),
        "suits_client": _total(row.suits_client),
        "suits_job": _total(row.suits_job),
        "lines": [_line(line) for line in row.lines],
        "gates": [_gate(gate) for gate in row.gates],
        "questions": [_question(question) for question in row.questions],
        "actions": [_step(step) for step in row.actions],
        "doubts": [_doubt(doubt) for doubt in row.doubts],
        "title": row.title,
        "job": row.job,
        "wanted": row.wanted,
        "section_words": row.section_words,
        "verdict_words": row.verdict_words,
        "fit": {
            "low": row.fit.low,
            "reach": row.fit.reach,
            "word": row.fit.word,
            "reach_word": row.fit.reach_word,
        },
        "first_conversation": row.first_conversation,
        "answered_since": row.answered_since,
        "answers": row.answers,
        "strengths": list(row.strengths),
        "gaps": [
            {"says": gap.says, "closers": [{"who": who, "what": what} for who, what in gap.closers]} for gap in row.gaps
        ],
        "not_applied": list(row.not_applied),
        "criteria": [
            {
                "criterion": one.criterion,
                "name": one.name,
                "state": one.state,
                "says": one.says,
                "since": _day(one.since),
                "due": _day(one.due),
                "check_again": one.check_again,
                "disputed": one.disputed,
            }
            for one in row.criteria
        ],
        "left_out_terms": list(row.left_out_terms),
        "to_client": row.to_client,
        "facts": _pairs(row.facts),
    }


def _total(total: Total) -> Json:
    return {"points": total.points, "of": total.of, "low": total.low, "high": total.high, "extra": total.extra}


def _line(line: Line) -> Json:
    return {
        "term": line.term,
        "side": line.side,
        "code": line.code,
        "band": line.band,
        "value": line.value,
        "least": line.least,
        "most": line.most,
        "unit": line.unit,
        "points": line.points,
        "of": line.of,
        "low": line.low,
        "high": line.high,
        "says": line.says,
        "ask": line.ask,
        "name": line.name,
        "weight": line.weight,
        "asks": [{"of": of, "ask": ask} for of, ask in line.asks],
        "note": line.note,
        "times": line.times,
    }


def _gate(gate: GateLine) -> Json:
    return {
        "gate": gate.gate,
        "owner": gate.owner,
        "state": gate.state,
        "requirement": gate.requirement,
        "status": gate.status,
        "applied": gate.applied,
        "compared": gate.compared,
        "name": gate.name,
        "says": gate.says,
        "ask": gate.ask,
        "who_can_change": gate.who_can_change,
    }


def _question(question: Question) -> Json:
    return {"ask": question.ask, "of": question.of, "about": question.about, "points": question.points}


def _step(step: Step) -> Json:
    return {
        "criterion": step.criterion,
        "what": step.what,
        "owner": step.owner,
        "due": _day(step.due),
        "service": step.service,
        "who_can_close": step.who_can_close,
        "name": step.name,
        "agreed": step.agreed,
        "who_could_help": [
            {"service": one.service, "name": one.name, "asks": list(one.asks)} for one in step.who_could_help
        ],
    }


def _doubt(doubt: Doubt) -> Json:
    return {
        "requirement": doubt.requirement,
        "rule": doubt.rule,
        "severity": doubt.severity,
        "question": doubt.question,
        "status": doubt.status,
        "applied": doubt.applied,
        "name": doubt.name,
        "rewording": doubt.rewording,
        "open": doubt.open,
    }


def _kept_out(one: KeptOut) -> Json:
    return {
        "requirement": one.requirement,
        "name": one.name,
        "status": one.status,
        "status_words": one.status_words,
        "applied": one.applied,
        "count": one.count,
        "says": one.says,
        "question": one.question,
        "doubts": [_doubt(doubt) for doubt in one.doubts],
    }


def _pairs(pairs: tuple[tuple[str, str], ...]) -> list[Json]:
    return [{"label": label, "says": says} for label, says in pairs]


def _day(day: Day | None) -> str | None:
    return day.isoformat() if day else None
