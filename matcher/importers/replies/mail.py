"""Answers in an e-mail or its text. What it quotes and how it is signed are passed over; a workbook of ours is read."""

from __future__ import annotations

import email
import re
import tempfile
from collections.abc import Iterator
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

from matcher.base.problems import Problem
from matcher.importers import limits
from matcher.importers.opener import Opener
from matcher.importers.replies.importer import WORKBOOKS, Means, Replies
from matcher.importers.replies.sheet import read_sheets
from matcher.importers.replies.text import Source, codes_in, read_text
from matcher.library.brokerage.answers import Answers
from matcher.reading.markup import without_markup
from matcher.reading.replies import words_of

MAIL_MOST_BYTES = 25 * limits.MEGABYTE
TEXT_MOST_CHARACTERS = 50_000
"""Of the reply itself; what it quotes may be longer."""
QUOTED_MOST_CHARACTERS = 200_000
"""How far what is quoted is searched for the code of the pack."""
PARTS_MOST = 100
ATTACHMENTS_MOST = 10
_TOP = re.compile(r"\s*(?:(?:From|To|Cc|Subject|Date|Sent|Reply-To|Importance): ?.*\n)+")
"""Lines above a message whose text was copied with them."""
SAVE = "Copy the text of the reply into a .txt file."


def read_text_file(path: Path, *, means: Means) -> Replies:
    """The answers in the text of a message."""
    raw = _bytes(path)
    if isinstance(raw, Problem):
        return Replies(problems=[raw])
    text = _decoded(raw)
    if text is None:
        return Replies(problems=[Problem(path.name, "", "is not text.", SAVE)])
    return _of_text(text, "", path.name, "text", means=means)


def read_mail(path: Path, *, means: Means, opener: Opener) -> Replies:
    """The answers in an e-mail that was saved whole, and in workbooks of ours attached to it."""
    raw = _bytes(path)
    if isinstance(raw, Problem):
        return Replies(problems=[raw])
    return _of_mail(raw, path.name, means=means, opener=opener)


def _of_mail(raw: bytes, name: str, *, means: Means, opener: Opener) -> Replies:
    try:
        message = email.message_from_bytes(raw, policy=default)
        parts = [part for _, part in zip(range(PARTS_MOST), message.walk(), strict=False)]
        text, subject = _text_of(parts), str(message.get("subject") or "")[:500]
    except Exception:  # noqa: BLE001  a broken message may raise nearly anything from the library that reads it
        return Replies(problems=[Problem(name, "", "could not be read as an e-mail.", SAVE)])
    read = Replies()
    read.add(_attached(parts, name, means=means, opener=opener))
    said = _of_text(text, subject, name, "e-mail", means=means)
    if read.replies and not said.replies:
        said.problems = [one for one in said.problems if one.where != name]  # the answers are in what is attached
    read.add(said)
    return read


def _attached(parts: list[EmailMessage], name: str, *, means: Means, opener: Opener) -> Replies:
    """The answers in workbooks inside a message. Other files are named and left alone."""
    read, count = Replies(), 0
    with tempfile.TemporaryDirectory() as folder:
        for part in parts:
            called = str(part.get_filename() or "").replace("\\", "/").rpartition("/")[2]
            ending = Path(called).suffix.casefold()
            if not called or ending not in WORKBOOKS:
                continue
            count += 1
            where = f"{name}, attached {called[:60]}"
            if count > ATTACHMENTS_MOST:
                what = f"is one of more than {ATTACHMENTS_MOST} workbooks attached; the others were read."
                read.problems.append(Problem(where, "", what, "Save it, and read it alone."))
                break
            content = _content(part)
            if content is None:
                read.problems.append(
                    Problem(where, "", "could not be taken out of the e-mail.", "Save it, and read it.")
                )
                continue
            path = Path(folder) / f"attached{count}{ending}"
            path.write_bytes(content)
            read.add(read_sheets(path, where, means=means, opener=opener))
    return read


def _content(part: EmailMessage) -> bytes | None:
    try:
        content = part.get_payload(decode=True)
    except Exception:  # noqa: BLE001  as above
        return None
    return content if isinstance(content, bytes) else None


def _text_of(parts: list[EmailMessage]) -> str:
    """The plain text of a message, else the words of its page."""
    for kind in ("text/plain", "text/html"):
        for part in parts:
            if part.get_content_type() == kind and part.get_content_disposition() != "attachment":
                raw = part.get_payload(decode=True)
                text = _decoded(raw if isinstance(raw, bytes) else b"", part.get_content_charset()) or ""
                return without_markup(text) if kind == "text/html" else text
    return ""


def _of_text(text: str, subject: str, name: str, how: str, *, means: Means) -> Replies:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    own = _own(text, means.answers)
    if len(own.rstrip()) > TEXT_MOST_CHARACTERS:
        what = f"has {len(own.rstrip()):,} characters; at most {TEXT_MOST_CHARACTERS:,} are read."
        return Replies(problems=[Problem(name, "", what, "Copy only the reply itself into a .txt file.")])
    named = codes_in(own) or codes_in(f"{subject}\n{text[:QUOTED_MOST_CHARACTERS]}")
    pack = named[0] if len(named) == 1 else ""
    if pack and means.packs is not None and pack not in means.packs:
        fix = "Look at the code again, or ring them."
        return Replies(problems=[Problem(name, pack, "is named and is not a pack that we made.", fix)])
    return read_text(own, Source(name, how, pack, means.packs), means=means)


def _own(text: str, answers: Answers) -> str:
    """The text without quoted lines, what comes after them, and what follows a goodbye; line numbers stay."""
    kept: list[str] = []
    signed = False
    top = _TOP.match(text)
    text = text if top is None else "\n" * top.group().count("\n") + text[top.end() :]
    for line in text.split("\n"):
        if _opens_another(line, answers):
            break
        if line.lstrip().startswith((">", "|>")):
            kept.append("")
            signed = False
            continue
        if line.rstrip() == "--" or _says_goodbye(line, answers):
            signed = True
        kept.append("" if signed else line)
    return "\n".join(kept)


def _says_goodbye(line: str, answers: Answers) -> bool:
    words = " ".join(words_of(line[:60]))
    return len(line) < 60 and words in answers.mail.sign_offs


def _opens_another(line: str, answers: Answers) -> bool:
    """Whether another message begins here, as mail programs write it."""
    words = words_of(line[:300])
    said = " ".join(words)
    if any(said.startswith(one) and len(words) <= len(one.split()) + 2 for one in answers.mail.quoted_from):
        return True
    ends = line.rstrip().endswith(":") and bool(words) and words[-1] in answers.mail.wrote
    return ends or bool(re.match(r"\s*_{10,}\s*$", line)) or bool(re.match(r"\s*\*?From:\*?\s.*[@<]", line))


def _bytes(path: Path) -> bytes | Problem:
    try:
        size = path.stat().st_size
        if size > MAIL_MOST_BYTES:
            most = MAIL_MOST_BYTES // limits.MEGABYTE
            return Problem(path.name, "", f"is {size / limits.MEGABYTE:,.1f} MB; at most {most} MB are read.", SAVE)
        return path.read_bytes()
    except OSError as error:
        what = f"could not be opened: {error.strerror or 'the system refused'}."
        return Problem(path.name, "", what, "Check that it is there, closed, and yours to read.")


def _decoded(raw: bytes, charset: str | None = None) -> str | None:
    """The text of some bytes; None where they are no text."""
    for encoding in _encodings(raw, charset):
        try:
            text = raw.decode(encoding)
        except (UnicodeDecodeError, LookupError, ValueError):
            continue
        return None if "\0" in text else text.removeprefix("\ufeff")
    return None


def _encodings(raw: bytes, charset: str | None) -> Iterator[str]:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        yield "utf-16"
    if charset:
        yield charset
    yield from ("utf-8", "cp1252", "latin-1")
