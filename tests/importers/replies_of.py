"""Answers from employers, as files: the workbook that came back however it was edited, and e-mails."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from email.message import EmailMessage
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from matcher.base.codes import reply_code
from matcher.explain.answer_sheet import answer_headings
from matcher.importers.replies.importer import Means
from matcher.outputs import pack
from tests.explain.made import library
from tests.outputs.packs import PACK, packed

HEADINGS = answer_headings(library().brokerage.packs)
A, B, C = (reply_code(PACK, letter) for letter in "ABC")
LETTERS = {PACK: "ABC"}


@cache
def means() -> Means:
    """What replies are read with, knowing the one pack."""
    return Means.of(library(), LETTERS)


def came_back(
    folder: Path, filled: Mapping[str, Mapping[str, Any]], edit: Callable[[Workbook], None] | None = None
) -> Path:
    """The workbook with cells filled in, by letter and heading, and then edited as people edit workbooks."""
    path = folder / "pack.xlsx"
    pack.write(packed().view, path, library=library())
    book = openpyxl.load_workbook(path)
    sheet = answers_of(book)
    place = {str(cell.value): cell.column for cell in sheet[2]}
    for row in sheet.iter_rows(min_row=3):
        for heading, value in filled.get(str(row[0].value), {}).items():
            sheet.cell(row[0].row or 0, place[heading], value)
    if edit is not None:
        edit(book)
    book.save(path)
    return path


def answers_of(book: Workbook) -> Worksheet:
    """The sheet to answer on."""
    found = book[library().brokerage.packs.sheets["answers"]]
    assert isinstance(found, Worksheet)
    return found


def an_email(text: str, *, subject: str = "", attached: Path | None = None, page: bool = False) -> bytes:
    """An e-mail as it is saved."""
    message = EmailMessage()
    message["From"], message["To"] = "shop@example.org", "desk@example.org"
    message["Subject"] = subject or f"Re: pack {PACK}"
    if page:
        message.set_content(f"<html><body><p>{text}</p></body></html>", subtype="html")
    else:
        message.set_content(text)
    if attached is not None:
        message.add_attachment(
            attached.read_bytes(),
            maintype="application",
            subtype="vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            filename=attached.name,
        )
    return message.as_bytes()
