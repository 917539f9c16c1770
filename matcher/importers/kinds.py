"""What a column holds: how a cell of it is read, how a value of it is written, and what a drop-down offers.

Nothing is guessed from what a cell looks like: a column has one declared kind, and a cell that is not of that
kind is refused with what to type.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from typing import Literal

from matcher.base.days import Day, NotADay, parse_day
from matcher.importers.answers import YES_NO
from matcher.importers.cells import BLANK, Cell, CellFault, cleaned, fold, say_date, shown
from matcher.importers.labels import Labels, Lists, plain
from matcher.importers.limits import CELL_MOST_CHARACTERS, REFERENCE_MOST_CHARACTERS

Form = Literal["text", "number", "date"]
Owner = Literal["client", "vacancy", "employer", "place", "programme", "service", "job"]
"""Whose rows a sheet holds, or whom a reference names."""


@dataclass(frozen=True)
class Kind:
    """How cells of one column are read and written."""

    form: Form = field(default="text", init=False)

    def read(self, cell: Cell, lists: Lists) -> object:
        """The value of a cell that is not blank. Raises CellFault."""
        raise NotImplementedError

    def say(self, value: object, lists: Lists) -> Cell:
        """The cell to write for a value that is known."""
        raise NotImplementedError

    def offers(self, _lists: Lists) -> tuple[str, ...]:
        """What a drop-down lists; nothing where any text will do."""
        return ()

    @property
    def keeps_words(self) -> bool:
        """Whether "not known" would be kept as words here, instead of taking the fact back to not known."""
        return False

    @property
    def limits(self) -> tuple[int | float, int | float] | None:
        """Least and most as a person types them, for the spreadsheet's own check; None where there are none."""
        return None


CLEAR = "(clear)"
"""What a person types in a column of words to empty it; a blank cell says nothing."""


@dataclass(frozen=True)
class Text(Kind):
    """Words, kept as they are. A number is kept as it is shown, unless that loses something (a phone number)."""

    numbers: bool = True
    most: int = CELL_MOST_CHARACTERS
    cleans: bool = True
    free: bool = True

    @property
    def keeps_words(self) -> bool:
        return self.free

    def read(self, cell: Cell, _lists: Lists) -> str:
        if isinstance(cell, str):
            words = cleaned(cell) if self.cleans else cell
            if words == CLEAR:
                return ""
            if len(words) > self.most:
                raise CellFault(f"is {len(words):,} characters long; at most {self.most:,} are kept.", "Shorten it.")
            return words
        if isinstance(cell, bool) or not isinstance(cell, int | float):
            raise CellFault("is not words.", "Make the cell text and type it again.")
        if not self.numbers or not float(cell).is_integer() or abs(cell) >= 1e15:
            raise CellFault(
                "is a number, so the spreadsheet may have dropped digits.",
                "Make the cell text and type it again.",
            )
        return str(int(cell))

    def say(self, value: object, _lists: Lists) -> Cell:
        return str(value)


@dataclass(frozen=True)
class Reference(Text):
    """The user's own reference to a client, vacancy or employer: text, never changed."""

    most: int = REFERENCE_MOST_CHARACTERS
    free: bool = False
    to: Owner | None = None
    """Whose reference it is: it must be known. None for a row's own."""

    def read(self, cell: Cell, lists: Lists) -> str:
        words = super().read(cell, lists)
        if "\n" in words or "\t" in words:
            raise CellFault("runs over more than one line.", "Write the reference on one line.")
        return words


@dataclass(frozen=True)
class Choice(Kind):
    """One of a closed list."""

    source: Labels | str = ""

    def read(self, cell: Cell, lists: Lists) -> object:
        return lists.labels(self.source).find(shown(cell))

    def say(self, value: object, lists: Lists) -> Cell:
        return lists.labels(self.source).say(value)

    def offers(self, lists: Lists) -> tuple[str, ...]:
        return lists.labels(self.source).shown


@dataclass(frozen=True)
class ChoiceOrWords(Choice):
    """One of a closed list, or words of one's own."""

    @property
    def keeps_words(self) -> bool:
        return True

    def read(self, cell: Cell, lists: Lists) -> object:
        return lists.labels(self.source).by_fold.get(fold(shown(cell)), Text().read(cell, lists))


@dataclass(frozen=True)
class YesNo(Choice):
    """Yes or No."""

    source: Labels | str = YES_NO


NONE = "None"


@dataclass(frozen=True)
class Several(Kind):
    """Any number of a closed list, with semicolons between them; `None` where the answer is none of them."""

    source: Labels | str = ""
    unordered: bool = False

    def read(self, cell: Cell, lists: Lists) -> object:
        labels = lists.labels(self.source)
        text = shown(cell)
        if fold(text) in ("none", "none of them"):
            found: list[object] = []
        elif fold(text) in labels.by_fold:
            found = [labels.find(text)]
        else:
            parts = re.split(r"[;\n]" if ";" in text or "\n" in text else r",|\band\b", text)
            found = [labels.find(part) for part in parts if part.strip()]
        return frozenset(found) if self.unordered else tuple(dict.fromkeys(found))

    def say(self, value: object, lists: Lists) -> Cell:
        assert isinstance(value, tuple | frozenset)
        labels = lists.labels(self.source)
        of = sorted(value, key=plain) if isinstance(value, frozenset) else value
        return "; ".join(labels.say(one) for one in of) or NONE

    def offers(self, lists: Lists) -> tuple[str, ...]:
        return lists.labels(self.source).shown


@dataclass(frozen=True)
class Date(Kind):
    """A day. A true date cell, or text with the day first; a bare number is refused."""

    form: Form = field(default="date", init=False)

    def read(self, cell: Cell, _lists: Lists) -> Day:
        if isinstance(cell, dt.datetime):
            if cell.time() != dt.time():
                raise CellFault("has a time of day as well as a date.", "Write the date only, like 05/01/2027.")
            return cell.date()
        if isinstance(cell, dt.date):
            return cell
        if not isinstance(cell, str):
            raise CellFault("is a number or a time, not a date.", "Write the date like 05/01/2027.")
        try:
            return parse_day(cell)
        except NotADay:
            raise CellFault("is not a date we can read.", "Write it like 05/01/2027.") from None

    def say(self, value: object, _lists: Lists) -> Cell:
        assert isinstance(value, dt.date)
        return value


@dataclass(frozen=True)
class Whole(Kind):
    """A whole number from `least` to `most`. `unit` may stand behind it: `45 minutes`."""

    least: int = 0
    most: int = 1_000_000
    unit: str = ""
    form: Form = field(default="number", init=False)

    def read(self, cell: Cell, _lists: Lists) -> int:
        number = self._number(cell)
        if not self.least <= number <= self.most:
            raise CellFault(
                f"is not from {self.least:,} to {self.most:,}.", f"Write a number from {self.least:,} to {self.most:,}."
            )
        return number

    def _number(self, cell: Cell) -> int:
        if isinstance(cell, int | float) and not isinstance(cell, bool) and float(cell).is_integer():
            return int(cell)
        unit = rf"(?:\s*{re.escape(self.unit)})?" if self.unit else ""
        if isinstance(cell, str) and re.fullmatch(
            rf"-?(?:\d{{1,3}}(?:,\d{{3}})+|\d{{1,12}}){unit}", cell.strip(), re.IGNORECASE | re.ASCII
        ):
            return int(re.sub(r"[^\d-]", "", cell))
        raise CellFault("is not a whole number.", f"Write a whole number, for example {self._example}.")

    @property
    def _example(self) -> int:
        return min(max(self.least, 16), self.most)

    def say(self, value: object, _lists: Lists) -> Cell:
        assert isinstance(value, int)
        return value

    @property
    def limits(self) -> tuple[int | float, int | float] | None:
        return self.least, self.most


@dataclass(frozen=True)
class Sector(Kind):
    """A postcode sector such as `ND3 4`. A full postcode is cut to its sector: no more is kept."""

    def read(self, cell: Cell, _lists: Lists) -> str:
        found = _POSTCODE.fullmatch(" ".join(shown(cell).upper().split()))
        if not found:
            raise CellFault("is not a postcode or a postcode sector.", "Write it like ND3 4 or ND3 4AB.")
        return f"{found.group(1)} {found.group(2)}"

    def say(self, value: object, _lists: Lists) -> Cell:
        return str(value)


_POSTCODE = re.compile(r"([A-Z]{1,2}[0-9](?:[0-9]|[A-Z])?) ?([0-9])(?:[A-Z]{2})?", re.ASCII)


@dataclass(frozen=True)
class Ages(Kind):
    """From which day a person is old enough: `18: 05/01/2027; 21: 05/01/2030`. No date of birth is kept."""

    def read(self, cell: Cell, lists: Lists) -> tuple[tuple[int, Day], ...]:
        found: list[tuple[int, Day]] = []
        for part in shown(cell).split(";"):
            if not part.strip():
                continue
            age, colon, day = part.partition(":")
            if not colon or not re.fullmatch(r"\d{1,2}", age.strip(), re.ASCII):
                raise CellFault("does not give an age and a date.", "Write it like 18: 05/01/2027; 21: 05/01/2030.")
            found.append((int(age), Date().read(day, lists)))
        return tuple(found)

    def say(self, value: object, _lists: Lists) -> Cell:
        assert isinstance(value, tuple)
        return "; ".join(f"{age}: {say_date(day)}" for age, day in value) or BLANK
