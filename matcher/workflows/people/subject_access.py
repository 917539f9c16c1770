"""All that is held of one person, written out for themselves: as a page to read, and whole as JSON."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import dataclass
from pathlib import Path

from matcher.base.days import say_day
from matcher.base.problems import Usage
from matcher.outputs import client_page
from matcher.outputs.atomic import write_bytes
from matcher.store import database
from matcher.store.log import Event
from matcher.store.subject_access import Held, held_of
from matcher.workflows.allowed import allowed
from matcher.workflows.desk import open_desk
from matcher.workflows.hand import hand
from matcher.workflows.people.client_page import page_of
from matcher.workflows.people.consenting import client_here
from matcher.workflows.where import Where

PAGE, WHOLE, ABOUT = "your-record.html", "everything.json", "read-me.txt"
OWN = 0o600


@dataclass(frozen=True)
class Exported:
    """What was written."""

    path: Path
    held: Held


def export(where: Where, client: str, path: Path) -> Exported:
    """Write a client's record for them, by its ending: .zip with a page to read, or .json alone. It is logged.

    Raises GivenProblems where there is no such client, the role may not, or the file cannot be written.
    """
    ending = path.suffix.casefold()
    if ending not in (".zip", ".json"):
        raise Usage(f'-o needs a name that ends in .zip or .json. You typed "{path.name}".')
    desk, signed = open_desk(where), hand(where)
    allowed(signed, "export", library=desk.library)
    who = client_here(desk, client)
    with database.reading(desk.folder.place) as connection:
        held = held_of(connection, who)
    told = {"format": 1, "programme": desk.folder.about.name, "on": desk.on.isoformat(), **held.values}
    text = json.dumps(told, indent=1, ensure_ascii=False) + "\n"
    if ending == ".json":
        write_bytes(path, text.encode())
    else:
        page = client_page.render(page_of(desk, who, style="plain"))
        files = {ABOUT: _about(desk.folder.about.name, say_day(desk.on), held), PAGE: page, WHOLE: text}
        write_bytes(path, _packed(files))
    path.chmod(OWN)
    with desk.folder.changing(signed) as change:
        change.log(Event("export", client=who, codes={"entries": held.count, "kept_back": held.kept_back}))
    return Exported(path, held)


def _packed(files: dict[str, str]) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return whole.getvalue()


def _about(programme: str, on: str, held: Held) -> str:
    """What lies in the file, in plain words to the person."""
    lines = [
        f"This is what {programme} holds about you, as it stood on {on}.",
        "",
        f"{PAGE}: your record to read, with what you can ask of us.",
        f"{WHOLE}: all of it, as a program keeps it: what you told us, what you agreed to, what was decided and why,",
        "  lists you were on (your own row), what records said before, and what the log has of you.",
        "",
    ]
    if held.kept_back:
        lines += [
            f"Kept back in {held.kept_back} places: what an employer said to us alone, or did not agree to pass on.",
            "You may ask us about it.",
            "",
        ]
    lines += [
        "Is something wrong, or do you want it gone? Tell your key worker, or anybody here. You need give no reason.",
        "You may also complain to the Information Commissioner's Office.",
        "",
    ]
    return "\n".join(lines)
