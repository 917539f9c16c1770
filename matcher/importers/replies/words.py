"""From what was written about one letter to a reply, the same for every way that it came."""

from __future__ import annotations

from matcher.base.codes import Code
from matcher.base.problems import Problem
from matcher.importers.replies.importer import Means, Replies, Reply, of_matters

NOTE_MOST = 1_000


def replied(code: Code, words: str, *, where: str, how: str, means: Means) -> Replies:
    """The reply in words about one letter, or the problem of it. The words are kept as a note where they say more."""
    answers, said = means.answers, means.reader.read(words)
    if not said.answer:
        return Replies(problems=[unclear(code, where, said.unclear), *of_matters(where, said.matters, answers)])
    reply = Reply(
        pack=code.pack,
        letter=code.letter,
        answer=said.answer,
        reason=said.reason,
        side=answers.reason_by_id[said.reason].side if said.reason else "",
        share=said.share,
        note=note_of(words, said.answer, means),
        where=where,
        how=how,
    )
    notes = of_matters(where, said.matters, answers)
    if len(said.reasons) > 1:
        notes.append(several_reasons(code, where))
    return Replies([reply], notes)


def note_of(words: str, answer: str, means: Means) -> str:
    """The words, where they say more than the bare answer."""
    kept = " ".join(words.split())
    bare = means.reader.picked(kept) == answer or kept.casefold().strip(" .!") in means.answers.by_id[answer].plain
    return "" if bare else kept[:NOTE_MOST]


def unclear(code: Code, where: str, why: str) -> Problem:
    """An answer that has to be asked for."""
    return Problem(where, "", f"about {code.letter}: {why}", f"Ask, and type: reply {code} and the answer.")


def several_reasons(code: Code, where: str) -> Problem:
    """A note: more than one reason is named, so none is kept as the reason."""
    what = f"about {code.letter}: names more than one reason; the answer is kept and none of the reasons is."
    return Problem(where, "", what, f"Ask which one, and type: reply {code}, the answer and the reason.", False)
