"""The sheet of consent: what was agreed to, by whom it was asked and in which words, and what was taken back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from matcher.importers.answers import BASES, PURPOSES
from matcher.importers.columns import FIRST, Column, Sheet, Values
from matcher.importers.kinds import Choice, Date, Reference, Text
from matcher.importers.labels import Lists
from matcher.importers.limits import REFERENCE_MOST_CHARACTERS
from matcher.importers.rows import Row, RowFault
from matcher.importers.sheets.seen import given, kept, on_column
from matcher.importers.sheets.weeks import client_column
from matcher.importers.tools import Tools
from matcher.records.decisions import MAY_SAY_MOST
from matcher.records.evidence import Consent
from matcher.records.identity import Identity
from matcher.records.programme import Programme

MAY_SAY = tuple(f"may_say_{number}" for number in range(1, MAY_SAY_MOST + 1))


def _consent(row: Row, tools: Tools) -> Consent:
    _fits_the_purpose(row, tools)
    return Consent(
        **given(row, client="client", purpose="purpose", basis="basis", on="on"),
        **given(row, until="until", withdrawn="withdrawn", employer="employer", asked_by="asked_by", words="words"),
        may_say=tuple(words for name in MAY_SAY if (words := row.values.get(name))),
    )


def _fits_the_purpose(row: Row, tools: Tools) -> None:
    """Raises RowFault for an employer where a purpose is for the whole service; notes what rests on too little."""
    library = tools.lists.library
    rule = library.brokerage.purposes.by_id.get(row.values["purpose"]) if library else None
    if library is None or rule is None:
        return
    if row.values.get("employer") and not rule.per_employer:
        fix = "Leave it blank. An employer that a person rules out goes on the sheet of wants."
        raise RowFault("employer", f"does not go with {rule.name}, which is for the whole service.", fix)
    if row.values["basis"] not in library.brokerage.purposes.bases(rule.id):
        row.blame("basis", f"is not enough for {rule.name}: it needs consent.", "Ask the person.", stops=False)


def _write_consent(programme: Programme, _: Mapping[str, Identity], _lists: Lists) -> Iterable[Values]:
    for one in programme.consents:
        values = kept(one, "client", "purpose", "basis", "on", "until", "withdrawn", "employer", "asked_by", "words")
        yield {**values, **dict(zip(MAY_SAY, one.may_say, strict=False))}


CONSENT = Sheet(
    name="consent",
    about="Why a purpose is covered. Without a row for Matching a person is counted, and left out of every list.",
    owner="client",
    keeps="facts",
    columns=(
        client_column(),
        Column(
            "purpose",
            "For",
            "What was agreed to.",
            Choice(PURPOSES),
            ("Matching", "Matching"),
            covers=("Consent.purpose",),
            needed=True,
            width=20,
        ),
        Column(
            "basis",
            "Rests on",
            "Agreement with notice, or consent.",
            Choice(BASES),
            ("Agreement with notice", "Consent"),
            covers=("Consent.basis",),
            needed=True,
            width=22,
        ),
        on_column("The day it was agreed.", "Consent.on"),
        Column("until", "Until", "The last day it holds, where it has one.", Date(), covers=("Consent.until",)),
        Column(
            "withdrawn",
            "Withdrawn",
            "The day it was taken back. It counts from that day, and no reason is needed.",
            Date(),
            covers=("Consent.withdrawn",),
        ),
        Column(
            "employer",
            "Employer",
            "Where it is for one employer only.",
            Reference(to="employer"),
            covers=("Consent.employer",),
        ),
        Column(
            "asked_by",
            "Asked by",
            "Who asked: a staff reference such as kw-3. Never a name.",
            Text(free=False, most=REFERENCE_MOST_CHARACTERS),
            covers=("Consent.asked_by",),
        ),
        Column(
            "words",
            "Words used",
            "The words that were used to ask.",
            Text(),
            covers=("Consent.words",),
            width=34,
        ),
        *(
            Column(
                name,
                f"May say {number}",
                "Something the client agreed may be said aloud to an employer, in their words.",
                Text(),
                covers=("Consent.may_say",),
                about_client=True,
                width=28,
            )
            for number, name in enumerate(MAY_SAY, 1)
        ),
    ),
    write=_write_consent,
    build=_consent,
    in_order=(("on", "until"), ("on", "withdrawn")),
    answers=dict.fromkeys(("client", "purpose", "basis", "on"), FIRST),
)
