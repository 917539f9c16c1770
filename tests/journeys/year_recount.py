"""What became of the simulated year, recounted from the raw tables by code of its own.

Nothing here imports the program: tables are read with sqlite3, rows as JSON, rules as YAML. Each function gives what
is wrong, in a line each; an empty list is what a year should leave behind.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

MODELS = Path(__file__).parents[2] / "models" / "brokerage"
Row = dict[str, Any]


@dataclass(frozen=True)
class Raw:
    """The rows of one programme's database, by kind, and its log."""

    kinds: Mapping[str, list[Row]]
    """Each row with the edition it was written in, as `_edition`."""
    past_consents: list[Row]
    """Consents as they were said before, each with `_edition` and, as `_until`, the first edition without it."""
    events: list[tuple[Any, ...]]

    def __getitem__(self, kind: str) -> list[Row]:
        return self.kinds.get(kind, [])


EVENT = "seq, at, hand, role, action, run, client, vacancy, employer, codes, words, hash"


def raw(folder: Path) -> Raw:
    """Everything in one programme's database."""
    kinds: dict[str, list[Row]] = defaultdict(list)
    past = "SELECT body, edition, until FROM past WHERE kind = 'consent'"
    with closing(sqlite3.connect(folder / "programme.sqlite")) as connection:
        for kind, body, edition in connection.execute("SELECT kind, body, edition FROM record"):
            kinds[kind].append({**json.loads(body), "_edition": edition})
        said = [{**json.loads(body), "_edition": of, "_until": end} for body, of, end in connection.execute(past)]
        events = connection.execute(f"SELECT {EVENT} FROM event ORDER BY seq").fetchall()
    return Raw(kinds, said, events)


def rules(name: str) -> Row:
    """One document of the models, as it is written."""
    found: Row = yaml.safe_load((MODELS / f"{name}.yaml").read_text(encoding="utf-8"))
    return found


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


# --- no employer over budget


def over_budget(programmes: Iterable[Raw]) -> list[str]:
    """Employers contacted more often than agreed in any seven days or any month, by all programmes together."""
    said, wrong = rules("contact"), []
    theirs = {way["id"] for way in said["ways"] if way.get("from_them")}
    matters: dict[str, set[tuple[dt.date, str, str]]] = defaultdict(set)
    agreed: dict[str, tuple[int, int]] = {}
    for number, one in enumerate(programmes):
        for held in one["employer"]:
            week, month = held["weekly_contacts"], held["monthly_contacts"]
            agreed[held["id"]] = (
                said["weekly"] if week is None else week,
                said["monthly"] if month is None else month,
            )
        for contact in one["approach"]:
            if contact["how"] not in theirs and not contact["programme"]:  # another's are counted with their own
                about = contact["vacancy"] or contact["about"] or contact["how"]
                matters[contact["employer"]].add((day(contact["on"]), str(number), about))
        for case in (*one["challenge"], *one["pack"]):  # however they are written down, these reach an employer
            if case["employer"]:
                on = case["on"] if "on" in case else case["steps"][0]["on"]
                matters[case["employer"]].add((day(on), str(number), case["vacancy"]))
    for employer, found in matters.items():
        days = sorted(on for on, _, _ in found)
        for length, most in zip((said["week_days"], said["month_days"]), agreed[employer], strict=True):
            for last in days:
                within = sum(last - dt.timedelta(days=length) < on <= last for on in days)
                if within > most:
                    wrong.append(f"{employer}: {within} contacts in {length} days to {last}, {most} agreed")
    return wrong


def contacts(programmes: Iterable[Raw]) -> int:
    """Contacts of the programmes themselves."""
    return sum(not one["programme"] for each in programmes for one in each["approach"])


# --- no introduction without consent


def without_consent(one: Raw) -> list[str]:
    """Whoever was put forward, or stood in a pack, while no consent to an introduction there covered the day."""
    employers = {vacancy["id"]: vacancy["employer"] for vacancy in one["vacancy"]}
    packs = {pack["id"]: pack for pack in one["pack"]}
    introduced = [
        ("put forward", row, employers[row["vacancy"]], day(row["on"]))
        for row in one["decision"]
        if row["what"] == "put_forward"
    ]
    introduced += [
        ("in a pack", row, packs[row["pack"]]["employer"], day(packs[row["pack"]]["on"])) for row in one["letter"]
    ]
    own: dict[str, list[Row]] = defaultdict(list)
    for consent in (*one["consent"], *one.past_consents):
        if consent["purpose"] == "introduction" and consent["basis"] == "consent":
            own[consent["client"]].append(consent)
    wrong = []
    for what, row, employer, on in introduced:
        stood = [
            consent
            for consent in own[row["client"]]
            if consent["_edition"] <= row["_edition"] < consent.get("_until", row["_edition"] + 1)
        ]
        if not any(_covers(consent, employer, on, stood) for consent in stood):
            wrong.append(f"{row['client']} was {what} to {employer} on {on}")
    return wrong


def _covers(consent: Row, employer: str | None, on: dt.date, own: list[Row]) -> bool:
    """Given by the day, not ended, and not taken back since for this employer or for all."""
    if consent["employer"] not in (None, employer) or day(consent["on"]) > on:
        return False
    if consent["until"] and day(consent["until"]) < on:
        return False
    back = [
        day(other["withdrawn"])
        for other in own
        if other["withdrawn"] and day(other["withdrawn"]) <= on and other["employer"] in (None, employer)
    ]
    return not any(ended >= day(consent["on"]) for ended in back)


# --- every hand-back with an action


def without_action(one: Raw) -> list[str]:
    """Hand-backs whose next step is no action of the client's, or has no owner or day; closed ones need none open."""
    agreed = {(row["client"], row["criterion"], row["what"]): row for row in one["action"]}
    wrong = []
    for case in one["hand_back"]:
        action = agreed.get((case["client"], case["criterion"], case["what"]))
        last = case["steps"][-1]["state"]
        if action is None and last in ("dropped", "withdrawn", "stopped", "cancelled"):
            continue
        if action is None or not action["owner"] or not action["due"]:
            wrong.append(f"{case['id']}: no action with an owner and a day")
    return wrong


# --- no decision forgotten


def kept_off(one: Raw, vacancy: str, on: dt.date) -> dict[str, str]:
    """Clients whom a list of a vacancy may not offer on a day, and why: by the latest word in each of three voices."""
    said = rules("decisions")
    kinds = {row["id"]: row for row in said["decisions"]}
    found: dict[str, str] = {}
    for client, (what, since, until) in _latest_of_programme(one, vacancy, on, kinds).items():
        days = kinds[what].get("remembered_days")
        last = day(until) if until else since + dt.timedelta(days=days) if days is not None else None
        if kinds[what]["keeps_from_list"] and (last is None or last >= on):
            found[client] = what
    employers = {row["id"]: row["remembered_days"] for row in said["employer_answers"]}
    for client, answers in _by_client(one["employer_answer"], vacancy, on).items():
        latest = max(day(row["on"]) for row in answers)
        last_words = {row["answer"] for row in answers if day(row["on"]) == latest}
        days = [employers[word] for word in last_words if word in employers]
        if len(days) == len(last_words) and latest + dt.timedelta(days=min(days)) >= on:
            found[client] = "employer's no"
    lasting = {row["id"]: row.get("days") for row in said["client_answers"]}
    for client, answers in _by_client(one["client_answer"], vacancy, on).items():
        latest = max(day(row["on"]) for row in answers)
        words = [row for row in answers if day(row["on"]) == latest]
        row = max(words, key=lambda one: ("yes", "not_now", "no").index(one["answer"]))
        ends = row["until"] or (lasting[row["answer"]] and str(latest + dt.timedelta(days=lasting[row["answer"]])))
        if row["answer"] != "yes" and (not ends or day(ends) >= on):
            found[client] = f"client's {row['answer']}"
    return found


def _latest_of_programme(
    one: Raw, vacancy: str, on: dt.date, kinds: Mapping[str, Row]
) -> dict[str, tuple[str, dt.date, str | None]]:
    order = list(kinds)
    found: dict[str, tuple[str, dt.date, str | None]] = {}
    said = [row for row in one["decision"] if row["vacancy"] == vacancy and day(row["on"]) <= on]
    for row in sorted(said, key=lambda row: (row["on"], order.index(row["what"]), row["until"] or "9999-12-31")):
        if kinds[row["what"]]["whose"] == "programme":
            found[row["client"]] = (row["what"], day(row["on"]), row["until"])
    return found


def _by_client(rows: Iterable[Row], vacancy: str, on: dt.date) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row["vacancy"] == vacancy and day(row["on"]) <= on:
            found[row["client"]].append(row)
    return found


# --- the chain


def broken_chain(one: Raw) -> list[str]:
    """Entries of the log that do not follow from the one before."""
    last, wrong = "", []
    for number, entry in enumerate(one.events, 1):
        text = "\x1f".join(str(part) for part in entry[:-1])
        last = hashlib.sha256(f"{last}\x1f{text}".encode()).hexdigest()
        if entry[0] != number or entry[-1] != last:
            wrong.append(f"entry {entry[0]}")
            last = entry[-1]
    return wrong


def actions_of(one: Raw) -> Counter[str]:
    """How often each kind of thing happened, by the log."""
    return Counter(str(entry[4]) for entry in one.events)


# --- nothing left of somebody


def traces(one: Raw) -> Counter[str]:
    """Rows about each client that somebody made in the year."""
    kinds = ("decision", "client_answer", "employer_answer", "letter", "hand_back", "job", "in_work")
    return Counter(row["client"] for kind in kinds for row in one[kind])


def published(folder: Path) -> dict[str, Any]:
    """Totals as they may have been published: what happened by month, and the counts of every list that was made."""
    with closing(sqlite3.connect(folder / "programme.sqlite")) as connection:
        events = connection.execute("SELECT action, employer, vacancy FROM event WHERE action <> 'erase'").fetchall()
        lists = connection.execute("SELECT run, side, subject, body FROM run_list WHERE side = 'vacancy'").fetchall()
    return {
        "events": Counter(events),
        "lists": {(run, subject): _numbers(json.loads(body)) for run, _, subject, body in lists},
    }


def _numbers(value: object) -> object:
    """The whole numbers of a JSON value, in their places."""
    if isinstance(value, dict):
        return {name: _numbers(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_numbers(one) for one in value]
    return value if isinstance(value, int) else None


def files_holding(folder: Path, needles: Iterable[str]) -> list[str]:
    """Files under a folder that hold any of the texts, in UTF-8 or UTF-16, and which."""
    wanted = [(needle, form) for needle in needles for form in (needle.encode(), needle.encode("utf-16-le"))]
    return [
        f"{path.relative_to(folder)}: {needle}"
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        for content in [path.read_bytes()]
        for needle, form in wanted
        if form in content
    ]
