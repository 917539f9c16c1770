"""Employers' answers come back: each is kept once, whatever way it came, and the next list keeps to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from matcher.base.days import Day, say_day
from matcher.base.ids import ClientId, VacancyId
from matcher.base.problems import Problem
from matcher.brokerage.consent import Covered, covering
from matcher.importers.replies.importer import Means, Replies, Reply, read_replies
from matcher.importers.replies.text import read_typed
from matcher.library.load import Library
from matcher.records.dealings import Approach
from matcher.records.decisions import EmployerAnswer, Letter, Pack
from matcher.records.evidence import Consent
from matcher.store.change import Change
from matcher.store.log import Event
from matcher.workflows.allowed import allowed
from matcher.workflows.desk import Desk, open_desk
from matcher.workflows.hand import hand
from matcher.workflows.where import Where

CODE = "code"


@dataclass(frozen=True)
class AnswerKept:
    """One answer that was kept: about whom, what it means, why, and what may be passed on."""

    reply: Reply
    client: ClientId
    vacancy: VacancyId
    means: str
    why: str = ""
    tell: str = ""
    """What the client may be told of the reason; empty where nothing may be."""


@dataclass
class RepliesKept:
    """What became of everything that came back."""

    kept: list[AnswerKept] = field(default_factory=list)
    already: list[Reply] = field(default_factory=list)
    """Held from before: nothing was changed by them."""
    blank: list[tuple[str, str]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def stopping(self) -> list[Problem]:
        """Answers that could not be kept, to ask about."""
        return [one for one in self.problems if one.stops_row]


def reply_from_files(where: Where, files: Sequence[Path]) -> RepliesKept:
    """Keep the answers in workbooks, e-mails and texts. The same files again change nothing."""
    desk = open_desk(where)
    allowed(where.role, "reply", library=desk.library)
    packs = _letters(desk)
    return _keep(where, desk, read_replies(files, library=desk.library, packs=packs))


def reply_by_code(where: Where, code: str, words: str) -> RepliesKept:
    """Keep one answer that was told with its code, as by telephone."""
    desk = open_desk(where)
    allowed(where.role, "reply", library=desk.library)
    return _keep(where, desk, read_typed(code, words, means=Means.of(desk.library, _letters(desk))))


def _letters(desk: Desk) -> dict[str, list[str]]:
    """The letters of every pack that was made. Nobody's record is read for it."""
    ledger = desk.folder.ledger(purpose="accountability", on=desk.on, kinds=("pack", "letter"))
    found: dict[str, list[str]] = {one.id: [] for one in ledger.packs}
    for letter in ledger.letters:
        found.setdefault(letter.pack, []).append(letter.letter)
    return found


def _keep(where: Where, desk: Desk, read: Replies) -> RepliesKept:
    told = RepliesKept(blank=read.blank, problems=list(read.problems))
    if not read.replies:
        return told
    with desk.folder.changing(hand(where)) as change:
        for reply in read.replies:
            pack, letter = change.one(Pack, reply.pack), change.one(Letter, f"{reply.pack} {reply.letter}")
            if pack is None or letter is None:
                told.problems.append(_nobody(reply, pack))
                continue
            _keep_one(change, desk, reply, pack, letter, told)
        _answered(change, {one.reply.pack: one.vacancy for one in told.kept}, desk.on)
    return told


def _nobody(reply: Reply, pack: Pack | None) -> Problem:
    """An answer about somebody who cannot be found."""
    if pack is None:
        return Problem(reply.where, reply.pack, "is not a pack that we made.", "Look at the code again, or ring them.")
    what = f"of this pack is nobody: it has no letter {reply.letter}, or their record has been erased."
    return Problem(reply.where, reply.code, what, "Throw the answer away; if the letter is wrong, ring them.")


def _keep_one(change: Change, desk: Desk, reply: Reply, pack: Pack, letter: Letter, told: RepliesKept) -> None:
    """Keep one answer, unless it is held; what stands beside it is told."""
    own = change.some(EmployerAnswer, clients=[letter.client])
    before = [one for one in own if (one.pack, one.letter) == (pack.id, letter.letter)]
    same = [one for one in before if _says_the_same(one, reply)]
    latest = max(before, key=lambda one: one.on, default=None)
    if same and (reply.how != CODE or latest is None or latest in same):
        told.already.append(reply)
        told.problems += _said_since(reply, same, latest)
        return
    answer = EmployerAnswer(
        client=letter.client,
        vacancy=pack.vacancy,
        employer=pack.employer,
        pack=pack.id,
        letter=letter.letter,
        answer=reply.answer,
        on=desk.on,
        reason=reply.reason,
        side=reply.side,
        share=reply.share,
        note=reply.note,
        how=reply.how,
    )
    change.add([answer])
    change.log(_event(answer))
    told.kept.append(_told(reply, answer, desk.library))
    told.problems += _beside(change, desk, reply, pack, letter, latest)


def _says_the_same(held: EmployerAnswer, reply: Reply) -> bool:
    return (held.answer, held.reason, held.share, held.note) == (reply.answer, reply.reason, reply.share, reply.note)


def _said_since(reply: Reply, same: Iterable[EmployerAnswer], latest: EmployerAnswer | None) -> list[Problem]:
    """A note where the employer has said something else since the answer that came in again."""
    if latest is None or latest in same:
        return []
    what = f"about {reply.letter}: was kept before, and they have said otherwise on {say_day(latest.on)}; that stands."
    return [Problem(reply.where, "", what, f"If this is new, type: reply {reply.code} {reply.answer}.", False)]


def _beside(
    change: Change, desk: Desk, reply: Reply, pack: Pack, letter: Letter, latest: EmployerAnswer | None
) -> list[Problem]:
    """What to know of an answer that was kept: it came late, the client has taken consent back, or it is a new word."""
    notes = []
    if latest is not None and latest.answer != reply.answer:
        what = f"about {reply.letter}: takes the place of what they said on {say_day(latest.on)}."
        notes.append((what, "Nothing to do, if that is so."))
    if desk.on > pack.until:
        what = f"about {reply.letter}: the pack was to be thrown away after {say_day(pack.until)}; the answer is kept."
        notes.append((what, "Ask them to throw it away, and the client whether they still want it."))
    covered = covering(
        change.some(Consent, clients=[letter.client]),
        "introduction",
        client=letter.client,
        employer=pack.employer,
        on=desk.on,
        rules=desk.library.brokerage.purposes,
    )
    if not isinstance(covered, Covered):
        what = f"about {reply.letter}: is kept, and no more may be told of {letter.client}: {covered.says}."
        notes.append((what, "Tell the employer that they are not available; give no reason."))
    return [Problem(reply.where, "", what, fix, False) for what, fix in notes]


def _event(answer: EmployerAnswer) -> Event:
    return Event(
        "reply",
        client=answer.client,
        vacancy=answer.vacancy,
        employer=answer.employer or "",
        codes={
            "pack": answer.pack,
            "letter": answer.letter,
            "answer": answer.answer,
            "reason": answer.reason,
            "side": answer.side,
            "share": answer.share,
            "how": answer.how,
        },
        words=answer.note,
    )


def _told(reply: Reply, answer: EmployerAnswer, library: Library) -> AnswerKept:
    rules = library.brokerage.answers
    reason = rules.reason_by_id.get(answer.reason)
    may_tell = reason is not None and (answer.share is True or (reason.share == "freely" and answer.share is None))
    return AnswerKept(
        reply=reply,
        client=answer.client,
        vacancy=answer.vacancy,
        means=rules.by_id[answer.answer].means,
        why=reason.name if reason is not None else "",
        tell=reason.to_client if reason is not None and may_tell else "",
    )


def _answered(change: Change, packs: Mapping[str, VacancyId], on: Day) -> None:
    """The contact that each pack was, by the vacancy it was about, is answered on the day of the first answer."""
    own = change.some(Approach, vacancies=set(packs.values()))
    waiting = [one for one in own if one.about in packs and one.answered is None]
    change.remove(waiting)
    change.add([one.model_copy(update={"answered": on}) for one in waiting])
