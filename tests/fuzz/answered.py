"""Answers from employers, spoilt: the workbook that came back, e-mails, text."""

from __future__ import annotations

import random
from pathlib import Path

from matcher.base.codes import LETTERS
from matcher.importers.opener import Opener
from matcher.importers.replies.importer import Means, Replies, once
from matcher.importers.replies.mail import read_mail, read_text_file
from matcher.importers.replies.sheet import read_sheets
from tests.explain.made import library
from tests.fuzz import others, spoiling
from tests.importers.replies_of import HEADINGS, A, an_email, came_back, means


def files(folder: Path) -> list[Path]:
    """A filled-in workbook, an e-mail with it inside, and a text."""
    filled = {"A": {HEADINGS.answer: "Yes, we would like to meet"}, "B": {HEADINGS.answer: "No", HEADINGS.note: "x"}}
    book = came_back(folder, filled)
    (folder / "reply.eml").write_bytes(an_email("A: yes, we would like to meet\nC: no, too far\n", attached=book))
    (folder / "reply.txt").write_text(
        f"Hi\n\n{A} yes please\nC - no thanks\n\nRegards\nJo\n> {A} no\n", encoding="utf-8"
    )
    return sorted(folder.iterdir())


def spoil(chance: random.Random, source: Path, folder: Path) -> Path:
    """One of them with something wrong with it."""
    if source.suffix == ".xlsx":
        return spoiling.workbook(chance, source, folder)
    if source.suffix == ".eml":
        return others.advert(chance, source, folder)
    return spoiling.text(chance, source, folder)


OPENER = Opener()
READ_WITH: Means = means()


def read(paths: list[Path]) -> Replies:
    """All of them, as one import, with one reader of workbooks for the whole run."""
    found = Replies()
    for path in paths:
        if path.suffix == ".xlsx":
            found.add(read_sheets(path, path.name, means=READ_WITH, opener=OPENER))
        elif path.suffix == ".eml":
            found.add(read_mail(path, means=READ_WITH, opener=OPENER))
        else:
            found.add(read_text_file(path, means=READ_WITH))
    return once(found)


def check(found: Replies) -> None:
    """Answers of the model, each letter once; problems in lines that a person can read."""
    answers = library().brokerage.answers
    assert len({(one.pack, one.letter) for one in found.replies}) == len(found.replies)
    for one in found.replies:
        assert one.answer in answers.by_id
        assert one.letter in LETTERS
        assert one.where
        assert len(one.note) <= 2_100
    assert all(one.what and one.where and len(one.say()) < 4_000 for one in found.problems)
    assert found.replies or found.problems or found.blank
