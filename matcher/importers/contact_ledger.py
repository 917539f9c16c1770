"""The contact ledger that programmes give each other: when an employer was contacted, and no person in it.

JSON lines: a head with the version and whose it is; a line for each employer; a line for each contact. What a contact
was about is a digest, so that one matter counts once and nobody can tell which.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from matcher.base.days import Day, NotADay, parse_day
from matcher.base.ids import EmployerId, natural_order
from matcher.base.problems import Problem, shorten
from matcher.brokerage.dealings import one_approach
from matcher.brokerage.same import where_they_work
from matcher.importers.adverts.files import Reading, Value, decoded, parse_json
from matcher.importers.contact_ties import Ties, Tying
from matcher.importers.imported import Counts
from matcher.importers.limits import FILE_MOST_BYTES, REFERENCE_MOST_CHARACTERS, ROWS_MOST
from matcher.library.load import Library
from matcher.records.dealings import Approach, SameEmployer
from matcher.records.employer import Employer, Site
from matcher.records.programme import Programme
from matcher.travel.places import sector_of

VERSION = 1
HEAD, EMPLOYER, CONTACT = "contact_ledger", "employer", "contact"
LINE_MOST_CHARACTERS = 20_000
NAME_MOST_CHARACTERS = 300
PARTS_MOST = 100
"""Other names and sectors of one employer."""
_WORD = re.compile(r"[a-z][a-z_]{0,39}", re.ASCII)
_MATTER = re.compile(r"[0-9a-f]{1,32}", re.ASCII)
_FIX = "Ask the other programme to export it again: `matcher employers export FILE`."


@dataclass(frozen=True)
class LedgerRead:
    """What the files say, tied to employers that are held."""

    approaches: tuple[Approach, ...]
    """Contacts with employers that are known here, each once."""
    problems: list[Problem]
    read: Counts
    """Contacts found, and what became of each."""
    programmes: tuple[str, ...] = ()
    """Whose ledgers they are."""

    @property
    def stopping(self) -> list[Problem]:
        """The problems that kept something from being loaded; the others are notes."""
        return [problem for problem in self.problems if problem.stops_row]


def ledger_lines(programme: Programme, approaches: Iterable[Approach], *, name: str, on: Day) -> Iterator[str]:
    """The lines of our own contact ledger: nothing of whoever made a contact, or whom it was about.

    `name`: what the programme is called. Contacts of other programmes are theirs to tell.
    """
    own = sorted(
        (one for one in one_approach(approaches) if not one.programme),
        key=lambda one: (one.on, natural_order(one.employer), one.how, one.vacancy or "", one.about),
    )
    named = {one.employer for one in own}
    sectors = where_they_work(programme)
    yield _line({HEAD: VERSION, "programme": name, "on": on.isoformat()})
    for employer in sorted(programme.employers, key=lambda one: natural_order(one.id)):
        if employer.id in named:
            places = sorted(sectors.get(employer.id, ()))
            yield _line({EMPLOYER: employer.id, "name": employer.name, "also": list(employer.also), "sectors": places})
    held = {one.id for one in programme.employers}
    for one in own:
        if one.employer in held:
            matter = one.vacancy or one.about
            said = {
                "matter": _matter(name, matter) if matter else "",
                "answered": one.answered.isoformat() if one.answered else "",
                "said": one.said,
            }
            yield _line(
                {CONTACT: one.employer, "on": one.on.isoformat(), "how": one.how}
                | {key: value for key, value in said.items() if value}
            )


def read_contact_ledger(
    paths: Sequence[Path],
    *,
    library: Library,
    known: Programme,
    held: Iterable[Approach] = (),
    said: Iterable[SameEmployer] = (),
    ours: str = "",
    ties: Mapping[str, str] | None = None,
) -> LedgerRead:
    """The contacts of other programmes. Never raises for what is in a file.

    `ours` is our own programme's name, whose ledger is not read back. `ties`: employers of theirs that somebody says
    are ours, by reference.
    """
    problems: list[Problem] = []
    tying = Tying(known, tuple(said), library.brokerage.same_employer, dict(ties or {}))
    found: list[Approach] = []
    counts, programmes = Counts(), []
    for path in paths:
        file = _read_file(path, problems)
        counts = counts.plus(Counts(found=len(file.contacts)))
        if not _usable(file, ours, problems):
            counts = counts.plus(Counts(rejected=len(file.contacts)))
            continue
        programmes.append(file.programme)
        tied = tying.of(file.employers.values(), where=file.where)
        problems += tied.problems
        contacts = list(_contacts(file, tied, problems))
        found += contacts
        counts = counts.plus(Counts(rejected=len(file.contacts) - len(contacts)))
    before = dict.fromkeys(one_approach(held))
    new = [one for one in one_approach([*before, *found]) if one not in before]
    counts = counts.plus(Counts(loaded=len(new), repeated=len(found) - len(new)))
    return LedgerRead(tuple(new), problems, counts, tuple(dict.fromkeys(programmes)))


# --- one file


@dataclass
class _File:
    """One ledger as it was found."""

    where: str
    programme: str = ""
    version: str = ""
    employers: dict[str, Employer] = field(default_factory=dict)
    contacts: list[tuple[str, dict[str, Value]]] = field(default_factory=list)
    """(where, what the line says) of each contact."""


def _read_file(path: Path, problems: list[Problem]) -> _File:
    file, reading = _File(path.name), Reading()
    for number, line in enumerate(_lines(path, reading), 1):
        where = f"{path.name}, line {number}"
        if not line.strip():
            continue
        if len(line) > LINE_MOST_CHARACTERS:
            reading.refuse(where, f"has {len(line):,} characters; at most {LINE_MOST_CHARACTERS:,} are read.", _FIX)
            continue
        value, fault = parse_json(line, where, reading)
        if fault or not isinstance(value, dict):
            reading.refuse(where, "is not a line of a contact ledger.", _FIX, shorten(line))
        else:
            _take(file, value, where, reading)
    problems += reading.problems
    return file


def _lines(path: Path, reading: Reading) -> list[str]:
    try:
        size = path.stat().st_size
        raw = path.read_bytes() if size <= FILE_MOST_BYTES else b""
    except OSError as error:
        reading.refuse(path.name, f"could not be opened: {error.strerror or 'the system refused'}.", "Check the name.")
        return []
    if size > FILE_MOST_BYTES:
        reading.refuse(path.name, f"has {size:,} bytes; at most {FILE_MOST_BYTES:,} are read.", _FIX)
        return []
    lines = (decoded(raw, path.name, reading) or "").removeprefix("\ufeff").split("\n")
    if len(lines) > ROWS_MOST:
        reading.refuse(path.name, f"has {len(lines):,} lines; at most {ROWS_MOST:,} are read.", _FIX)
        return []
    return lines


def _take(file: _File, value: dict[str, Value], where: str, reading: Reading) -> None:
    if HEAD in value:
        if file.version:
            reading.refuse(where, "is a second head.", "Give each ledger a file of its own.")
            return
        file.version, file.programme = str(value[HEAD]), _text(value, "programme", NAME_MOST_CHARACTERS)
    elif EMPLOYER in value:
        employer = _employer(value)
        if employer is None:
            reading.refuse(where, "does not name an employer.", _FIX)
        else:
            file.employers.setdefault(employer.id, employer)
    elif CONTACT in value:
        file.contacts.append((where, value))
    else:
        reading.refuse(where, "is not a line of a contact ledger.", _FIX)


def _usable(file: _File, ours: str, problems: list[Problem]) -> bool:
    """Whether the head says what is read; what is wrong with it otherwise."""
    if file.version == str(VERSION) and file.programme and file.programme.casefold() != ours.casefold():
        return True
    what, fix = "has no head that says it is a contact ledger.", _FIX
    if file.version and file.version != str(VERSION):
        what, fix = f"is of version {shorten(file.version)}; this program reads version {VERSION}.", "Use a newer one."
    elif file.version and not file.programme:
        what = "does not say whose ledger it is."
    elif file.version:
        what, fix = "is our own ledger.", "Import those of other programmes."
    problems.append(Problem(file.where, "", what, fix))
    return False


def _employer(value: dict[str, Value]) -> Employer | None:
    reference = _text(value, EMPLOYER, REFERENCE_MOST_CHARACTERS)
    name = _text(value, "name", NAME_MOST_CHARACTERS)
    if not reference or not name:
        return None
    also = [" ".join(one.replace(";", " ").split()) for one in _texts(value, "also")]
    sectors = [found for one in _texts(value, "sectors") if (found := sector_of(one)) is not None]
    return Employer.model_validate(
        {
            "id": reference,
            "name": name,
            "also": tuple(one for one in also if one),
            "sites": tuple(Site.model_validate({"sector": one}) for one in sectors),
        }
    )


def _contacts(file: _File, tied: Ties, problems: list[Problem]) -> Iterator[Approach]:
    """The contacts with employers that are tied; what is wrong with the others."""
    unknown: Counter[str] = Counter()
    for where, value in file.contacts:
        theirs = _text(value, CONTACT, REFERENCE_MOST_CHARACTERS)
        if theirs not in file.employers:
            problems.append(Problem(where, shorten(theirs), "is an employer that the file does not name.", _FIX))
        elif theirs not in tied.ours:
            unknown[theirs] += 1
        else:
            made = _contact(value, where, tied.ours[theirs], file.programme, problems)
            if made is not None:
                yield made
    for theirs, times in unknown.items():
        if theirs not in tied.asked:
            what = f"is no employer of ours; {times:,} contact{'s' if times > 1 else ''} of theirs not counted."
            name = file.employers[theirs].name
            problems.append(Problem(file.where, shorten(name), what, "Nothing to do.", stops_row=False))


def _contact(
    value: dict[str, Value], where: str, ours: EmployerId, programme: str, problems: list[Problem]
) -> Approach | None:
    days: dict[str, Day] = {}
    for name in ("on", "answered"):
        text = _text(value, name, 40)
        try:
            if text:
                days[name] = parse_day(text)
        except NotADay:
            problems.append(Problem(where, shorten(text), f"is not a day ({name}).", _FIX))
            return None
    how, said, matter = (_text(value, name, 60) for name in ("how", "said", "matter"))
    if "on" not in days or not _WORD.fullmatch(how):
        problems.append(Problem(where, "", "does not say on which day and in which way.", _FIX))
        return None
    return Approach(
        employer=ours,
        on=days["on"],
        how=how,
        programme=programme,
        about=matter if _MATTER.fullmatch(matter) else "",
        answered=days.get("answered"),
        said=said if _WORD.fullmatch(said) else "",
    )


def _text(value: Mapping[str, Value], key: str, most: int) -> str:
    """Text on one line; empty where it is no text, or longer than it may be."""
    found = value.get(key)
    words = " ".join(found.split()) if isinstance(found, str) else ""
    return words if len(words) <= most and words.isprintable() else ""


def _texts(value: Mapping[str, Value], key: str) -> list[str]:
    found = value.get(key)
    if not isinstance(found, list):
        return []
    return [text for one in found[:PARTS_MOST] if (text := _text({key: one}, key, NAME_MOST_CHARACTERS))]


def _line(said: Mapping[str, object]) -> str:
    return json.dumps(said, ensure_ascii=False) + "\n"


def _matter(name: str, matter: str) -> str:
    """The same digest for the same matter of one programme."""
    return hashlib.blake2b(f"{name}\n{matter}".encode("utf-8", "replace"), digest_size=6).hexdigest()
