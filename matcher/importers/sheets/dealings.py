"""The sheets `approaches` and `promises`: what passed between us and employers. No person is in any of it."""

from __future__ import annotations

from collections.abc import Iterable

from matcher.importers.columns import Column, Sheet, Values
from matcher.importers.kinds import Choice, ChoiceOrWords, Date, Reference, Text, YesNo
from matcher.importers.labels import CONTACT_ANSWERS, CONTACT_WAYS, PROMISES, Lists
from matcher.importers.rows import Row, RowFault
from matcher.importers.sheets.employers import employer_column
from matcher.importers.tools import Tools
from matcher.records.dealings import Approach, Promise
from matcher.records.ledger import Ledger
from matcher.records.shape import Record


def _kept(record: Record, *names: str) -> dict[str, object]:
    """Fields of a record that say something, by name."""
    return {name: value for name in names if (value := getattr(record, name)) not in (None, "")}


def _given(row: Row, *names: str) -> dict[str, object]:
    """Values of a row that say something, by name."""
    return {name: value for name in names if (value := row.values.get(name)) is not None}


def _vacancy(note: str, *covers: str) -> Column:
    return Column("vacancy", "Vacancy", note, Reference(to="vacancy"), covers=covers)


_APPROACH = ("employer", "on", "how", "programme", "vacancy", "about", "answered", "said")


def _approach(row: Row, _tools: Tools) -> Approach:
    return Approach.model_validate(_given(row, *_APPROACH))


def _write_approaches(ledger: Ledger, _lists: Lists) -> Iterable[Values]:
    return (_kept(one, *_APPROACH) for one in ledger.approaches)


APPROACHES = Sheet(
    name="approaches",
    about="One row for each time we were in touch with an employer, or they with us. No names of people.",
    owner="employer",
    keeps="facts",
    columns=(
        employer_column(),
        Column(
            "on",
            "On",
            "The day.",
            Date(),
            ("02/11/2026", "09/11/2026"),
            covers=("Approach.on",),
            needed=True,
        ),
        Column(
            "how",
            "How",
            "How we were in touch. What they start themselves never counts against the number agreed.",
            Choice(CONTACT_WAYS),
            ("call", "they_contacted"),
            covers=("Approach.how",),
            needed=True,
            width=24,
        ),
        _vacancy("Which vacancy it was about, where it was about one.", "Approach.vacancy"),
        Column(
            "about",
            "About",
            "The reference of a pack or a question to them. Never a person's.",
            Reference(),
            covers=("Approach.about",),
        ),
        Column(
            "answered",
            "Answered on",
            "The day they answered. It may be filled in later.",
            Date(),
            ("04/11/2026", ""),
            covers=("Approach.answered",),
        ),
        Column(
            "said",
            "They said",
            "Whether they want to be in touch: a no is kept to for some weeks.",
            Choice(CONTACT_ANSWERS),
            ("yes", ""),
            covers=("Approach.said",),
        ),
        Column(
            "programme",
            "Programme",
            "Whose contact it was; blank for our own.",
            Text(),
            covers=("Approach.programme",),
        ),
    ),
    write_ledger=_write_approaches,
    build=_approach,
    in_order=(("on", "answered"),),
)


_PROMISE = ("employer", "what", "on", "due", "vacancy", "kept", "settled")


def _promise(row: Row, _tools: Tools) -> Promise:
    if row.values.get("settled") is not None and row.values.get("kept") is None:
        raise RowFault("kept", "is missing.", "Write Yes or No where it is settled, or clear the day.")
    return Promise.model_validate(_given(row, *_PROMISE))


def _write_promises(ledger: Ledger, _lists: Lists) -> Iterable[Values]:
    return (_kept(one, *_PROMISE) for one in ledger.promises)


PROMISES_SHEET = Sheet(
    name="promises",
    about="What an employer said they would do, and whether it held. One row a promise.",
    owner="employer",
    keeps="facts",
    columns=(
        employer_column(),
        Column(
            "what",
            "What",
            "Choose from the list, or say it in a few words. No names of people.",
            ChoiceOrWords(PROMISES),
            ("rota_ahead", "To ring us before the interviews"),
            covers=("Promise.what",),
            needed=True,
            width=34,
        ),
        Column(
            "on",
            "Said on",
            "The day they said it.",
            Date(),
            ("02/11/2026", "09/11/2026"),
            covers=("Promise.on",),
            needed=True,
        ),
        Column(
            "due", "By", "The day by which, where there is one.", Date(), ("", "16/11/2026"), covers=("Promise.due",)
        ),
        _vacancy("Which vacancy it is about, where it is about one.", "Promise.vacancy"),
        Column("kept", "Held", "Yes or No; blank while it is open.", YesNo(), covers=("Promise.kept",)),
        Column("settled", "Settled on", "The day that was seen.", Date(), covers=("Promise.settled",)),
    ),
    write_ledger=_write_promises,
    build=_promise,
    in_order=(("on", "due"), ("on", "settled")),
)
