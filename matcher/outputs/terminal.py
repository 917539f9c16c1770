"""Cards on a terminal: a list, a pair, a what-if, a comparison. Plain text where it is no terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from typing import TYPE_CHECKING

from rich.text import Text

from matcher.base.days import say_day
from matcher.explain.fitting import sentence
from matcher.explain.helpers import say_helper
from matcher.outputs.ladder import show_ladder, show_sets
from matcher.outputs.plain import ascii_quotes, encodable, ended, printable
from matcher.outputs.words import ASKED, SIDES, WHOSE, in_points, points, reach

if TYPE_CHECKING:
    from rich.console import Console

    from matcher.base.stamp import Stamp
    from matcher.explain.changes import Change
    from matcher.explain.comparing import Comparison
    from matcher.explain.itinerary import Itinerary
    from matcher.explain.ladder import ClientLadder, DoorWords, VacancyLadder
    from matcher.explain.shape import ExplainedList, ExplainedRow, GateLine, KeptOut, Section
    from matcher.explain.to_employer import EmployerView
    from matcher.explain.to_epc import EpcView, SideView

STRENGTHS_MOST, GAPS_MOST, QUESTIONS_MOST = 3, 2, 2
WIDEST = 110


class Cards:
    """Writes lines to a console, each made safe for it."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self.width = max(30, min(console.width, WIDEST))

    def say(self, text: str, *, mark: str = "", indent: int = 0, style: str = "") -> None:
        """One paragraph, wrapped under itself; `mark` hangs in front of it."""
        first = " " * indent + (f"{mark} " if mark else "")
        lines = textwrap.wrap(
            self._safe(text),
            self.width,
            initial_indent=first,
            subsequent_indent=" " * len(first),
            break_on_hyphens=False,
        )
        for line in lines:
            self.console.print(Text(line, style=style), soft_wrap=True, highlight=False)

    def head(self, text: str) -> None:
        """A heading, with an empty line above it."""
        self.console.print()
        self.say(text, style="bold")

    def _safe(self, text: str) -> str:
        text = printable(text)
        if not self.console.is_terminal:
            text = ascii_quotes(text)
        return encodable(text, self.console.encoding)


def show(explained: ExplainedList, console: Console, *, ladder: ClientLadder | VacancyLadder | None = None) -> None:
    """One list: its head, then a card for each row, section by section; what would open further doors, if given."""
    cards = Cards(console)
    _head(explained, cards)
    for section in explained.sections:
        if section.shown or section.id != "one_requirement":
            _section(section, explained, cards)
    if explained.kept_out:
        _kept_out(explained.kept_out, cards)
    if ladder is not None:
        show_ladder(ladder, cards)
    show_stamp(explained.stamp, cards)


def show_pair(
    row: ExplainedRow,
    reading: EpcView,
    console: Console,
    *,
    stamp: Stamp,
    sheet: EmployerView | None = None,
    door: DoorWords | None = None,
    way: Itinerary | None = None,
) -> None:
    """One pair in full: every gate and line, both sides' points, and what each of the three readers gets."""
    cards = Cards(console)
    cards.say(f"{row.client} and {row.job} ({row.vacancy}): {reading.fit or 'not compared'}", style="bold")
    cards.say(f"Where things stand: {reading.verdict}." + (" Wants to go for it." if row.opted_in else ""))
    _gates(reading, cards)
    if door is not None and door.sets:
        cards.head("What would change this")
        show_sets(door, cards, indent=2)
    _list("Ready for this job", (f"{one.name}: {one.says}." for one in row.criteria), "-", cards)
    for side in reading.sides:
        _side(side, cards)
    show_itinerary(way, cards)
    _list("Gaps, and who could close them", (_gap(gap.says, gap.closers) for gap in reading.gaps), "-", cards)
    _list("Steps", (_step(row, place) for place in range(len(row.actions))), "-", cards)
    _list("Questions", (f"{ASKED[q.of]}: {q.ask}" for q in reading.questions), "?", cards)
    _list("Doubts about what is asked for", (f"{d.name}: {d.question}" for d in reading.doubts), "?", cards)
    _list("To say to the employer", reading.talking_points, "-", cards)
    if row.to_client:
        cards.head("To read with the client")
        cards.say(row.to_client, indent=2)
    if sheet is not None:
        show_sheet(sheet, cards)
    show_stamp(stamp, cards)


def show_change(change: Change, console: Console, *, stamp: Stamp) -> None:
    """What a what-if moved for one pair; nothing was saved."""
    cards = Cards(console)
    if not change.anything:
        cards.say("Nothing changes for this pair.", style="bold")
    for line in change.lines:
        cards.say(
            f"{line.name}: {line.before.points} becomes {line.after.points} points. "
            f"Before: {line.before.says}. After: {line.after.says}.",
            mark="-",
        )
    for gate in change.gates:
        before, after = (_state(one) for one in (gate.before, gate.after))
        cards.say(f"{gate.name}: {before} becomes {after}.", mark="-")
    if change.section[0] != change.section[1]:
        before, after = change.section_words
        cards.say(f"Section: {before} becomes {after}.", mark="-")
    if change.verdict[0] != change.verdict[1]:
        before, after = change.verdict_words
        cards.say(f"Where things stand: {before} becomes {after}.", mark="-")
    cards.say("Nothing was saved.")
    show_stamp(stamp, cards)


def show_comparison(comparison: Comparison, console: Console, *, stamp: Stamp) -> None:
    """Why one row stands above another: lines that differ, then the rule that decided."""
    cards = Cards(console)
    cards.say(f"Why {comparison.first} stands above {comparison.second}", style="bold")
    for line in comparison.lines:
        if line.difference or line.first != line.second:
            sign = f"{line.difference:+d} points" if line.difference else "the same points"
            cards.say(
                f"{line.name}: {sign}. {comparison.first}: {line.first}. {comparison.second}: {line.second}.",
                mark="-",
            )
    cards.say(comparison.says, style="bold")
    show_stamp(stamp, cards)


def _head(explained: ExplainedList, cards: Cards) -> None:
    if explained.side == "vacancy":
        cards.say(f"Shortlist for {explained.title} ({explained.subject})", style="bold")
    else:
        cards.say(f"Jobs for {explained.subject}", style="bold")
    cards.say("; ".join(f"{label}: {said}" for label, said in explained.about) + ".")
    for notice in explained.notices:
        cards.say(notice, mark="!", style="bold")
    for said in explained.summary:
        cards.say(said)
    if explained.left_out_terms:
        who = "the employer" if explained.side == "vacancy" else "the client"
        cards.head(f"Ask {who} once, for the whole list")
        for left in explained.left_out_terms:
            cards.say(f"{left.ask} ({left.name} is left out of the fit until then.)", mark="?", indent=2)


def _section(section: Section, explained: ExplainedList, cards: Cards) -> None:
    cards.head(section.name)
    rows = explained.rows_of(section.id)
    if not rows:
        cards.say("Nobody." if explained.side == "vacancy" else "Nothing.", indent=2)
    for row in rows:
        _card(row, cards)
    if section.note:
        cards.say(section.note, indent=2)


def _card(row: ExplainedRow, cards: Cards) -> None:
    flags = [row.fit_words or "not compared"]
    flags += ["wants to go for it"] if row.opted_in else []
    flags += ["a first conversation first"] if row.first_conversation else []
    flags += ["answered since"] if row.answered_since else []
    earned = f"client {points(row.suits_client)}, job {points(row.suits_job)}"
    name = row.title if row.title == row.client else f"{row.title} ({row.vacancy})"
    cards.say(f"{name}: {'; '.join(flags)} [{earned}]", mark=f"{row.rank or '-':>3} ", style="bold")
    if row.strengths:
        cards.say(" ".join(row.strengths[:STRENGTHS_MOST]), mark="+", indent=6)
    for gap in row.gaps[:GAPS_MOST]:
        cards.say(_gap(gap.says, gap.closers[:1]), mark="-", indent=6)
    for said in row.not_applied:
        cards.say(said, mark="-", indent=6)
    for question in row.questions[:QUESTIONS_MOST]:
        cards.say(f"{ASKED[question.of]}: {question.ask}", mark="?", indent=6)


def _kept_out(found: tuple[KeptOut, ...], cards: Cards) -> None:
    cards.head("Requirements that keep people out on their own")
    for one in found:
        cards.say(f"{sentence(one.name)} {one.says} Ask: {one.question}", mark="-", indent=2)


def _gates(reading: EpcView, cards: Cards) -> None:
    _list("Does not fit because", (_stopped(gate) for gate in reading.stopped if gate.blocks), "-", cards)
    _list("Not met, and it does not count", (_stopped(gate) for gate in reading.stopped if not gate.blocks), "-", cards)
    _list("Not known yet", (f"{g.name}: {g.ask or g.says}" for g in reading.open), "?", cards)
    if reading.met:
        cards.head("Nothing in the way")
        cards.say("; ".join(gate.name for gate in reading.met) + ".", indent=2)


def _stopped(gate: GateLine) -> str:
    says = sentence(gate.says if gate.requirement else f"{gate.name}: {gate.says}")
    return f"{says} {WHOSE[gate.owner]}: {ended(gate.who_can_change)}" if gate.applied else f"{says} It is not applied."


def _side(side: SideView, cards: Cards) -> None:
    total = side.total
    cards.head(f"{SIDES[side.side]}: {in_points(total)}{reach(total)}")
    for line in side.lines:
        notes = "; ".join(filter(None, (line.times, line.note)))
        note = f" ({notes})" if notes else ""
        cards.say(f"{line.name}: {line.says}{note}", mark=f"{line.points:>3} of {line.of:<3}", indent=2)


def show_itinerary(way: Itinerary | None, cards: Cards) -> None:
    """The way there and back, a line for each time of the week; nothing where no timetable decides."""
    if way is not None:
        _list(way.title, (ended(one.says) for one in way.ways), "-", cards)


def show_sheet(sheet: EmployerView, cards: Cards) -> None:
    cards.head(f"What the employer would read, as person {sheet.letter}")
    said = [sheet.words, sheet.shifts, f"Could start: {sheet.start}."]
    said += [f"{evidence.asked}: {evidence.stands}." for evidence in sheet.grid]
    said += [*sheet.brings, *sheet.adjustments, *sheet.provides, *sheet.everyone]
    for one in said:
        if one:
            cards.say(one, mark="-", indent=2)


def _list(title: str, said: Iterable[str], mark: str, cards: Cards) -> None:
    found = list(said)
    if found:
        cards.head(title)
    for one in found:
        cards.say(one, mark=mark, indent=2)


def _gap(says: str, closers: tuple[tuple[str, str], ...]) -> str:
    return " ".join([says, *(f"{WHOSE[who]}: {ended(what)}" for who, what in closers)])


def _step(row: ExplainedRow, place: int) -> str:
    step = row.actions[place]
    owner = f" Owner: {step.owner}." if step.owner else ""
    due = f" By {say_day(step.due)}." if step.due else ""
    kind = "Agreed" if step.agreed else "Suggested"
    helpers = "; ".join(map(say_helper, step.who_could_help))
    help_ = f" Who could help: {helpers}." if helpers else ""
    return f"{step.name}. {kind}: {ended(step.what)}{owner}{due}{help_}"


def _state(gate: GateLine | None) -> str:
    return "does not apply" if gate is None else _spaced(gate.state)


def _spaced(code: str | None) -> str:
    return code.replace("_", " ") if code else "not on the list"


def show_stamp(stamp: Stamp, cards: Cards) -> None:
    """What everything shown was made from."""
    cards.console.print()
    cards.say(
        f"Run {stamp.run}. Data of {say_day(stamp.on)}. Models {stamp.digest[:12]}. Version {stamp.version}.",
        style="dim",
    )
