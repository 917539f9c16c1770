"""One service of a directory while it is read: its values made sure of one by one, each fault named where it stands."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from matcher.base.days import Day, NotADay, parse_day
from matcher.base.problems import Problem, shorten
from matcher.importers.adverts.files import Value
from matcher.library.services import ServiceVocabulary
from matcher.reading.markup import without_markup
from matcher.records.service import AGE_MOST
from matcher.travel.places import sector_of

TEXT_MOST = 500
LONG_MOST = 20_000
LIST_MOST = 1_000
"""Entries of one list inside one service: places, times, areas."""
_ADDRESS = re.compile(r"[^@\s]{1,64}@[A-Za-z0-9.-]{1,190}\.[A-Za-z]{2,24}", re.ASCII)
_SITE = re.compile(
    r"(?:https?://)?[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,6}(?::\d{1,5})?(?:[/?#]\S{0,400})?", re.ASCII
)
_PHONE = re.compile(r"\+?[\d ()./-]{3,30}(?:(?:ext|x)\.? ?\d{1,6})?", re.ASCII | re.IGNORECASE)
_STEERS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")

Item = dict[str, Value]


@dataclass
class Told:
    """One service, where it stands, and what is wrong with it so far."""

    where: str
    vocabulary: ServiceVocabulary
    problems: list[Problem] = field(default_factory=list)
    people: int = 0
    """Contacts that name a person: counted, and left out."""

    def note(self, at: str, value: object, what: str, fix: str) -> None:
        """Something to look at; the service is loaded all the same."""
        self._problem(at, value, what, fix, stops=False)

    def stop(self, at: str, value: object, what: str, fix: str) -> None:
        """Something without which the service cannot be loaded."""
        self._problem(at, value, what, fix, stops=True)

    def _problem(self, at: str, value: object, what: str, fix: str, *, stops: bool) -> None:
        shown = shorten(value) if isinstance(value, str) else "" if value is None else shorten(str(value)[:200])
        where = f"{self.where}, {at}" if at else self.where
        self.problems.append(Problem(where, shown, what, fix, stops_row=stops))

    # --- values

    def text(self, item: Item, *names: str, most: int = TEXT_MOST) -> str:
        """The first of some fields that says anything, as plain text without markup."""
        for name in names:
            value = item.get(name)
            if value is None or value == "" or isinstance(value, dict | list):
                if isinstance(value, dict | list) and value:
                    self.note(name, "", "is not text.", "Give it as text.")
                continue
            if isinstance(value, bool):
                self.note(name, value, "is yes or no where text belongs.", "Give it as text, or leave it out.")
                continue
            words = self._plain(name, str(value), most)
            if words:
                return words
        return ""

    def _plain(self, name: str, value: str, most: int) -> str:
        cut = value[: most * 8]
        words = _STEERS.sub("", without_markup(cut)).strip()
        words = "\n".join(" ".join(line.split()) for line in words.splitlines() if line.strip())
        if len(words) > most or len(value) > most * 8:
            self.note(name, value, f"has {len(value):,} characters; the first {most:,} were kept.", "Shorten it.")
        return words[:most]

    def age(self, item: Item, name: str) -> int | None:
        """A whole number of years a person can have; anything else is told and not used."""
        value = item.get(name)
        if value is None or value == "":
            return None
        found = re.fullmatch(r"\s*(\d{1,3})(?:\.0*)?\s*", value, re.ASCII) if isinstance(value, str) else None
        if found and int(found.group(1)) <= AGE_MOST:
            return int(found.group(1))
        self.note(name, value, "is not an age in whole years; the age is not known.", f"Write 0 to {AGE_MOST}.")
        return None

    def day(self, item: Item, *names: str) -> Day | None:
        """The first of some fields that gives a day; a time of day behind it is let be."""
        for name in names:
            value = item.get(name)
            if value is None or value == "":
                continue
            try:
                return parse_day(_day_of(value))
            except NotADay:
                self.note(name, value, "is not a date, so it was not used.", "Write it like 2027-01-05.")
        return None

    def email(self, item: Item, *names: str) -> str:
        """An address of the organisation. One that may be a person's own is left out and told."""
        text = self.text(item, *names, most=254)
        if not text:
            return ""
        at = next((name for name in names if item.get(name)), names[0])
        if not _ADDRESS.fullmatch(text):
            self.note(at, text, "is not an e-mail address, so it was not used.", "Write it like info@example.org.")
            return ""
        if not self._shared(text.partition("@")[0].casefold()):
            what = "may be a person's own address, so it was not kept."
            self.note(at, "", what, "Give a shared one, such as info@ or referrals@.")
            return ""
        return text

    def _shared(self, mailbox: str) -> bool:
        words = self.vocabulary.shared_mailboxes
        pieces = [piece for piece in re.split(r"[^a-z]+", mailbox) if piece]
        return any(piece in words or any(len(w) > 5 and piece.endswith(w) for w in words) for piece in pieces)

    def website(self, item: Item, *names: str) -> str:
        """An address on the web; nothing that could run."""
        text = self.text(item, *names)
        if text and not _SITE.fullmatch(text):
            at = next((name for name in names if item.get(name)), names[0])
            self.note(at, text, "is not a web address, so it was not used.", "Write it like https://example.org.")
            return ""
        return text

    def phone(self, item: Item, *names: str) -> str:
        """A telephone number as it is written."""
        text = self.text(item, *names, most=60)
        if text and not _PHONE.fullmatch(text):
            at = next((name for name in names if item.get(name)), names[0])
            self.note(at, text, "is not a telephone number, so it was not used.", "Write digits, such as 01632 960123.")
            return ""
        return text

    def sector(self, item: Item, *names: str) -> str | None:
        """The sector of a postcode."""
        text = self.text(item, *names, most=60)
        found = sector_of(text) if text else None
        if text and found is None:
            at = next((name for name in names if item.get(name)), names[0])
            self.note(at, text, "is not a UK postcode, so how far it is away is not known.", "Write it like ND3 4AB.")
        return found

    def degrees(self, item: Item, name: str, most: int) -> float | None:
        """Degrees of latitude or longitude."""
        value = item.get(name)
        if value is None or value == "":
            return None
        try:
            number = float(value) if isinstance(value, str) and len(value) < 40 else math.nan
        except ValueError:
            number = math.nan
        if math.isfinite(number) and abs(number) <= most:
            return number
        self.note(
            name, value, "is not a place on the globe, so it was not used.", f"Write degrees from -{most} to {most}."
        )
        return None

    # --- lists and what is inside

    def inside(self, item: Item, *names: str) -> Iterator[Item]:
        """The entries of the first of some lists that is there; one entry may stand without its list."""
        for name in names:
            value = item.get(name)
            if value in (None, "", [], {}):
                continue
            entries = value if isinstance(value, list) else [value]
            if len(entries) > LIST_MOST:
                what = f"has {len(entries):,} entries; the first {LIST_MOST:,} were read."
                self.note(name, "", what, "Split the service.")
            for entry in entries[:LIST_MOST]:
                if isinstance(entry, dict):
                    yield entry
                elif entry not in (None, ""):
                    self.note(
                        name, entry, "is not an entry of the standard's form, so it was passed over.", "Correct it."
                    )
            return


def _day_of(value: object) -> str:
    """The day's part of a moment: `2023-03-15` of `2023-03-15T10:30:45.123Z`."""
    text = value.strip() if isinstance(value, str) else ""
    return text[:10] if re.match(r"\d{4}-\d{2}-\d{2}[T ]", text, re.ASCII) else text[:40]
