"""What `decide`, `answer` and `judge` show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matcher.base.days import say_day
from matcher.cli import kept as kept_already
from matcher.cli.say import note, out, problem_lines
from matcher.cli.showing import print_json

if TYPE_CHECKING:
    from matcher.outputs.json import Json
    from matcher.records.evidence import Introduction
    from matcher.workflows.introductions.deciding import Decided
    from matcher.workflows.introductions.decisions_file import Brought, Sheeted
    from matcher.workflows.people.answering import Answered, Judged

FINE, PROBLEMS = 0, 1
NAMES = {"key_worker": "The key worker", "epc": "The EPC"}
NOT_READ = "no_explanation"


def show_decided(one: Decided, *, as_json: bool) -> int:
    """What was recorded; or the reasons to read first; or why not, before anything else. 1 where it is refused.

    While the reasons are only read, what is still to be typed with the decision is told and refuses nothing.
    """
    reading = any(no.why == NOT_READ for no in one.refused)
    against = [no for no in one.refused if not (reading and no.give)]
    if one.decision is not None:
        kept_already.keep("The decision is kept.")
    if as_json:
        print_json(_decided(one))
        return PROBLEMS if against else FINE
    if one.decision is not None:
        before = "was recorded already" if one.already else "recorded"
        out(f"{one.asked.client} for {one.asked.vacancy}: {one.rule.name}, {before}.")
        if one.decision.agrees is False:
            out("  It goes another way than the list; your reason is kept with it.")
        return FINE
    for line in problem_lines([no.problem() for no in against]):
        note(line)
    if reading and one.reasons:
        _show_reasons(one)
    for no in one.refused if reading else ():
        if no.give and no.why != NOT_READ:
            out(f"Still to be given: {no.says} {no.fix}")
    if against:
        out("Nothing was recorded.")
        return PROBLEMS
    out("Nothing is recorded yet. When you have read this, and still want to:")
    out(f"  matcher decide {one.asked.client} {one.asked.vacancy} put-forward {_to_type(one)}")
    return FINE


def _to_type(one: Decided) -> str:
    """The options that record it: what was typed already, what is still to be given, the code of the reasons."""
    typed = {"--reason": one.asked.reason, "--words": f'"{one.asked.words}"' if one.asked.words else ""}
    to_give = [no.give for no in one.refused if no.why != NOT_READ]
    said = [f"{option} {text}" for option, text in typed.items() if text and not any(option in no for no in to_give)]
    return " ".join([*said, *to_give, f"--seen {one.code}"])


def _show_reasons(one: Decided) -> None:
    out(f"{one.asked.client} for {one.asked.vacancy}, as it stands:")
    for line in one.reasons:
        out(f"  {line}")
    out()


def _decided(one: Decided) -> Json:
    decision = one.decision
    return {
        "client": one.asked.client,
        "vacancy": one.asked.vacancy,
        "decision": one.rule.id,
        "recorded": decision is not None,
        "already": one.already,
        "agrees": decision.agrees if decision else None,
        "reasons": list(one.reasons),
        "code": one.code,
        "refused": [{"why": no.why, "says": no.says, "fix": no.fix, "give": no.give} for no in one.refused],
    }


def show_sheeted(sheeted: Sheeted, *, as_json: bool) -> int:
    """Where the sheet is and what to do with it."""
    kept_already.keep(f"{sheeted.path} was written.")
    if sheeted.note:
        note(sheeted.note)
    if as_json:
        print_json({"file": str(sheeted.path), "rows": sheeted.rows, "run": sheeted.run})
        return FINE
    out(f"Wrote {sheeted.path}: {sheeted.rows:,} people. Run {sheeted.run}.")
    out(f"Read each row, fill in what you decide, and bring it back: matcher decide {sheeted.path.name}")
    return FINE


def show_brought(brought: Brought, *, as_json: bool) -> int:
    """How many rows decided what, and what has to be put right. 1 where something has."""
    if brought.recorded:
        kept_already.keep(f"{len(brought.recorded):,} decisions are kept.")
    stopping = [one for one in brought.problems if one.stops_row]
    if as_json:
        print_json(
            {
                "rows": brought.read.read.found,
                "recorded": len(brought.recorded),
                "already": len(brought.already),
                "undecided": brought.read.undecided,
                "to_put_right": [{"where": one.where, "what": one.what, "fix": one.fix} for one in brought.problems],
                "decisions": [_decided(one) for one in brought.done],
            }
        )
        return PROBLEMS if stopping else FINE
    out(
        f"{brought.read.read.found:,} rows: {len(brought.recorded):,} recorded, {len(brought.already):,} recorded "
        f"before, {brought.read.undecided:,} decide nothing, {brought.to_put_right:,} to put right."
    )
    for line in problem_lines(brought.problems):
        out(f"  {line}")
    return PROBLEMS if stopping else FINE


def show_answered(answered: Answered, *, as_json: bool) -> None:
    """The client's answer as it stands now."""
    one = answered.answer
    kept_already.keep("The answer is kept.")
    if as_json:
        until = answered.until.isoformat() if answered.until else None
        print_json({**one.model_dump(mode="json"), "stands_until": until, "changed": answered.changed})
        return
    ends = f", until {say_day(answered.until)}" if answered.until else ""
    before = "" if answered.changed else " It was recorded before."
    out(f"{one.client} for {one.vacancy}: {answered.name}{ends}.{before}")
    if one.answer == "no":
        out("  It closes this one vacancy for them, lowers nothing else, and can be changed on any day.")


def show_judged(judged: Judged, *, as_json: bool) -> None:
    """What one role may see of the two answers."""
    seen = judged.seen
    if judged.changed:
        kept_already.keep("Your answer is kept.")
    if as_json:
        print_json(
            {
                "client": seen.client,
                "vacancy": seen.vacancy,
                "own": _judgement(seen.own),
                "other": _judgement(seen.other),
                "both": seen.both,
                "changed": judged.changed,
            }
        )
        return
    out(f"Introduce {seen.client} to {seen.vacancy} now?")
    out(f"  Your answer: {_said(seen.own) if seen.own else 'not given yet'}")
    if not seen.both:
        out("  The other role's answer is shown once both are there.")
    elif seen.other is not None:
        out(f"  {NAMES[seen.other.role.value]}: {_said(seen.other)}")
        same = seen.own is not None and seen.own.answer is seen.other.answer
        out("  You agree." if same else "  You differ: talk it over, the three of you with the client.")


def _said(one: Introduction) -> str:
    words = {"yes": "yes", "yes_with": f"yes, with {one.words}", "not_yet": f"not yet, because of {one.criterion}"}
    return words[one.answer.value]


def _judgement(one: Introduction | None) -> Json | None:
    return None if one is None else {"answer": one.answer.value, "criterion": one.criterion, "words": one.words}
