"""People of the demo put forward, as the records stand once somebody has decided it and they have agreed."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import openpyxl

from matcher.base.codes import reply_code
from matcher.base.ids import ClientId, EmployerId, VacancyId
from matcher.records.decisions import Decision, Letter, Pack
from matcher.records.evidence import Consent
from matcher.records.signed import DeskRole
from matcher.store.change import Change
from matcher.store.folder import open_folder
from matcher.workflows.hand import hand
from matcher.workflows.where import Where

VACANCY = VacancyId("V0031")
EMPLOYER = EmployerId("E007")
READY = tuple(ClientId(one) for one in ("C0004", "C0014", "C0035", "C0001"))
"""Who could start now or by the date, as the demo's shortlist says."""
PACK = "MX7QK5"
"""The pack of the examples in the help and on the pages."""
OFFICE = shutil.which("soffice") or shutil.which("localc")


def change(folder: Path, act: Any) -> None:
    """Something done to the records, with a hand under it."""
    with open_folder(folder).changing(hand(Where(folder, by="epc-2"))) as changing:
        act(changing)


def put_forward(folder: Path, *clients: ClientId, agreed: bool = True, story: bool = True, helps: str = "") -> None:
    """Decide it, and keep what each agreed to."""
    on = open_folder(folder).about.data_date
    assert on is not None

    def act(changing: Change) -> None:
        facts: dict[str, Any] = {"basis": "consent", "on": on, "employer": EMPLOYER, "asked_by": "kw-1"}
        wanted: list[tuple[str, tuple[str, ...]]] = [("introduction", ())] if agreed else []
        wanted += [("story", ())] if story else []
        wanted += [("adjustments", (helps,))] if helps else []
        consents = tuple(
            Consent(client=client, purpose=purpose, may_say=say, **facts)
            for client in clients
            for purpose, say in wanted
        )
        known = changing.known
        changing.put(known.model_copy(update={"consents": (*known.consents, *consents)}))
        changing.add(
            Decision(client=one, vacancy=VACANCY, what="put_forward", on=on, by="epc-2", role=DeskRole.EPC)
            for one in clients
        )

    change(folder, act)


def withdrawn(folder: Path, client: ClientId) -> None:
    """The client takes consent to every introduction back, on the day of the data."""
    on = open_folder(folder).about.data_date

    def act(changing: Change) -> None:
        known = changing.known
        consents = tuple(
            one.model_copy(update={"withdrawn": on}) if (one.client, one.purpose) == (client, "introduction") else one
            for one in known.consents
        )
        changing.put(known.model_copy(update={"consents": consents}))

    change(folder, act)


def counted(folder: Path) -> dict[str, int]:
    """How many of each thing the store holds."""
    import sqlite3

    with sqlite3.connect(folder / "programme.sqlite") as held:
        rows = held.execute("SELECT kind, count(*) FROM record GROUP BY kind").fetchall()
        events = held.execute("SELECT count(*) FROM event").fetchone()[0]
    return {**dict(rows), "event": events}


def filled_in(path: Path, told: dict[str, dict[str, str]]) -> None:
    """Answers put into the workbook, by letter and heading."""
    book = openpyxl.load_workbook(path)
    sheet = book["Answers"]
    places = {str(cell.value): cell.column for cell in sheet[2]}
    for row in sheet.iter_rows(min_row=3):
        for heading, words in told.get(str(row[0].value), {}).items():
            sheet.cell(row[0].row or 0, places[heading] or 0).value = words
    book.save(path)


def decided_on(path: Path, told: dict[ClientId, str]) -> None:
    """Decisions put into a shortlist's workbook, by client."""
    book = openpyxl.load_workbook(path)
    sheet = book["Decisions to take"]
    places = {str(cell.value): cell.column for cell in sheet[2]}
    for row in sheet.iter_rows(min_row=3):
        words = told.get(ClientId(str(row[0].value)))
        if words:
            sheet.cell(row[0].row or 0, places["Decision"] or 0).value = words
    book.save(path)


def through_libreoffice(path: Path, folder: Path, *, to: str) -> Path:
    """The file as LibreOffice saves it when somebody opened it there: `to` is xlsx or ods."""
    out = folder / "saved"
    kinds = {"xlsx": "xlsx:Calc MS Excel 2007 XML", "ods": "ods"}
    command = [str(OFFICE), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", kinds[to], "--outdir", str(out), str(path)]
    subprocess.run(command, capture_output=True, timeout=180, check=True)
    return out / f"{path.stem}.{to}"


def as_json(ran: Any) -> Any:
    """What a command printed with --json."""
    return json.loads(ran.out)


def for_examples(folder: Path) -> None:
    """People put forward, a pack of theirs, and answers to it as files: what the examples of the commands go by."""
    put_forward(folder, *READY)
    on = open_folder(folder).about.data_date
    assert on is not None
    letters = dict(zip("ABCD", READY, strict=True))
    pack = Pack(id=PACK, vacancy=VACANCY, employer=EMPLOYER, on=on, until=on)
    behind = [Letter(pack=PACK, letter=one, client=who, code=reply_code(PACK, one)) for one, who in letters.items()]
    change(folder, lambda changing: changing.add([pack, *behind]))
    book = openpyxl.Workbook()
    book.active.title = "Answers"  # type: ignore[union-attr]
    for row in (["Person", "Reply code", "Your answer"], ["B", reply_code(PACK, "B"), "Yes, we would like to meet"]):
        book.active.append(row)  # type: ignore[union-attr]
    book.save(folder / "pack.xlsx")
    text = f"Pack {PACK}\n\nA: yes please, B - no, needs a licence, C maybe after Easter\n"
    (folder / "answer.txt").write_text(text, encoding="utf-8")
    (folder / "answer.eml").write_text(f"Subject: Re: your pack\nFrom: shop@example.org\n\n{text}", encoding="utf-8")
