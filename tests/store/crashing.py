"""What `test_crash` kills: an import, decisions, an employer's answer."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

from matcher.base.codes import reply_code
from matcher.library.load import Library, load_library

ROWS = 20
"""Clients in each file that is brought in."""
PACK, VACANCY = "MX7QK5", "V0031"
LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ"


@cache
def _library(models: Path | None = None) -> Library:
    return load_library(models)


def work(folder: str, turn: str) -> None:
    """What is killed: a file brought in, decisions taken, an employer's answer kept; a line for each when done."""
    from matcher.workflows import desk
    from matcher.workflows.introductions import deciding, replies
    from matcher.workflows.programme import importing
    from matcher.workflows.where import Where

    desk.load_library = _library  # type: ignore[attr-defined]  # read once, before the fork
    where = Where(Path(folder), by="epc-1")

    def done(what: str) -> None:
        sys.stdout.write(f"kept {what}\n")
        sys.stdout.flush()

    book = Path(folder).parent / f"in-{turn}"
    book.mkdir(exist_ok=True)
    (book / "clients.csv").write_text("Client\n" + "".join(f"N{turn}x{row}\n" for row in range(ROWS)))
    importing.bring_in(where, [book])
    done(f"import {turn}")
    for number, client in enumerate(("C0004", "C0014")):
        one = deciding.decide(
            where, client, VACANCY, "held", reason="timing", words=f"turn {turn} {number} wants to think first"
        )
        assert one.decision is not None, one.refused
        assert not one.already
        done(f"decide {turn} {number}")
    replies.reply_by_code(where, reply_code(PACK, LETTERS[int(turn) % len(LETTERS)]), "meet")
    done(f"reply {turn}")


if __name__ != "__main__" and sys.argv[-1:] == ["tests.store.crashing:work"]:
    _library(None).each()
