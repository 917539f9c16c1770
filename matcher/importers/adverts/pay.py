"""What an advert's own fields say of pay: kept where it is plain, unknown where they disagree."""

from __future__ import annotations

from dataclasses import dataclass, replace

from matcher.base.money import NotAnAmount, parse_pence, say_pence
from matcher.base.problems import Problem
from matcher.importers.adverts.facts import Advert
from matcher.library.adverts import AdvertReading, Period
from matcher.reading.pay import Hourly, Open, Pay, hourly, read_pay

ASK = "Ask what is paid an hour."
_MARKED: dict[str, Period] = {
    "hour": "hour",
    "hourly": "hour",
    "hur": "hour",
    "day": "day",
    "daily": "day",
    "week": "week",
    "weekly": "week",
    "wee": "week",
    "month": "month",
    "monthly": "month",
    "mon": "month",
    "year": "year",
    "yearly": "year",
    "annual": "year",
    "annually": "year",
    "annum": "year",
    "ann": "year",
}
_WHY_OPEN: dict[Open, tuple[str, str]] = {
    "nothing_said": ("names no amount.", ASK),
    "no_period": ("names an amount, but not whether for an hour, a week or a year.", ASK),
    "no_fixed_length": ("is not for an hour, and how many hours it covers is not said.", ASK),
    "hours_unknown": (
        "is not for an hour, and the hours a week are not known.",
        "Ask for the hours a week, or what is paid an hour.",
    ),
    "full_time_figure": ("may be the full-time figure, and the week is not a full-time one.", ASK),
    "out_of_bounds": ("cannot be pay for that time.", ASK),
}


@dataclass(frozen=True)
class PaySettled:
    """Pence an hour as far as it is known, whether there is said to be none, and what to tell the reader."""

    least: int | None = None
    most: int | None = None
    unpaid: bool = False
    zero: bool = False
    notes: tuple[Problem, ...] = ()
    asking: tuple[Problem, ...] = ()
    """Those of `notes` that only ask for what the fields leave open."""
    said: tuple[Pay, ...] = ()
    """Every amount that the fields name for a period, whether or not they agree."""


def settle_pay(
    advert: Advert, rules: AdvertReading, *, least_minutes: int | None, most_minutes: int | None
) -> PaySettled:
    """Pay an hour from the pay fields, with a note for every contradiction and for what stays open."""
    weighing = _Weighing(advert, rules)
    pay = weighing.agreed()
    if pay is None:
        return PaySettled(notes=tuple(weighing.notes), said=weighing.said)
    if not pay.figures and (pay.unpaid or pay.zero):
        return PaySettled(unpaid=bool(pay.unpaid), zero=pay.zero, notes=tuple(weighing.notes), said=weighing.said)
    pence = hourly(pay, rules, least_minutes=least_minutes, most_minutes=most_minutes)
    told = len(weighing.notes)
    weighing.say_rest(pay, pence)
    asking = tuple(weighing.notes[told:]) if pence.open else ()
    return PaySettled(pence.least, pence.most, notes=tuple(weighing.notes), asking=asking, said=weighing.said)


class _Weighing:
    """The pay fields of one advert, held against each other."""

    def __init__(self, advert: Advert, rules: AdvertReading) -> None:
        self._advert, self._said, self._rules = advert, advert.pay, rules
        self.notes: list[Problem] = []
        self._words = read_pay(self._said.words, rules)
        self._period = _MARKED.get(self._said.period.casefold().removeprefix("per ").strip())
        if self._said.period and self._period is None:
            self._note(
                "is marked with a period we do not know.",
                "Its own words were read instead.",
                self._said.period,
            )
        self._least, self._most = self._figure(self._said.least), self._figure(self._said.most)

    @property
    def said(self) -> tuple[Pay, ...]:
        """The amounts of the words and of the figures, each where it can be for the period it is marked with."""
        figures = Pay(self._least, self._most, self._period)
        words = replace(self._words, period=self._words.period or self._period)
        return tuple(one for one in (words, figures) if one.figures and one.period and self._fits(one, one.period))

    def _note(self, what: str, fix: str = ASK, value: str = "") -> None:
        said = self._said
        shown = value or said.words or " to ".join(dict.fromkeys(end for end in (said.least, said.most) if end))
        self.notes.append(self._advert.note("pay", shown, what, fix))

    def _figure(self, text: str) -> int | None:
        if not text:
            return None
        try:
            return parse_pence(text) or None
        except NotAnAmount:
            if text != self._said.words:
                self._note("is not an amount.", "Its own words were read instead.", text)
            return None

    def agreed(self) -> Pay | None:
        """What fields and words agree on; None where they do not, which is then noted."""
        currency = self._said.currency.casefold()
        if self._words.foreign or (currency and currency != "gbp"):
            self._note("is not in pounds.")
            return None
        if self._words.out_of_bounds:
            return self._words
        if not self._words.figures:
            return self._figures_alone()
        if self._words.period and self._period and self._words.period != self._period:
            kept = f"The words were kept; the figures marked {self._said.period} were not used."
            self._note(
                f"is marked as pay by the {self._period}, but its own words say by the {self._words.period}.",
                kept,
            )
            return self._words
        if self._differ():
            figures, words = say_range(self._least, self._most), say_range(self._words.least, self._words.most)
            self._note(f"has {figures} in its figures, but {words} in its own words.", f"Neither was used. {ASK}")
            return None
        return self._within(replace(self._words, period=self._words.period or self._period))

    def _figures_alone(self) -> Pay | None:
        """Where the words name no amount: the figures, unless the words speak against their period."""
        against = self._words.other_period or self._words.unpaid
        if self._period and self._said.words and (against or not self._marked_figures):
            says = f"say {against}" if against else "name no amount"
            self._note(
                f"is marked as pay by the {self._period}, but its own words {says}.",
                "It was kept as unpaid." if self._words.unpaid else ASK,
            )
            return self._words if self._words.unpaid or self._words.zero else None
        if not self._marked_figures:
            return self._words
        return self._within(replace(self._words, least=self._least, most=self._most, period=self._period))

    @property
    def _marked_figures(self) -> bool:
        return self._least is not None or self._most is not None

    def _differ(self) -> bool:
        """Whether an end that both name is not the same."""
        ends = ((self._least, self._words.least), (self._most, self._words.most))
        return any(None not in pair and pair[0] != pair[1] for pair in ends)

    def _within(self, pay: Pay) -> Pay | None:
        """`pay` if its figures can be for its period."""
        if pay.period is None:
            return pay
        if self._fits(pay, pay.period):
            return pay
        amount = say_range(pay.least, pay.most)
        self._note(f"is marked as pay by the {pay.period}, but {amount} cannot be that.", f"It was not used. {ASK}")
        return None

    def _fits(self, pay: Pay, period: Period) -> bool:
        bounds = self._rules.bounds(period)
        return all(end is None or bounds.least_pence <= end <= bounds.most_pence for end in (pay.least, pay.most))

    def say_rest(self, pay: Pay, pence: Hourly) -> None:
        """Notes on what stays open, and on what was left in words."""
        if pence.open:
            self._note(*_WHY_OPEN[pence.open])
        elif pay.extras_within:
            self._note("holds holiday pay or extras, so the least of base pay is not known.")
        elif pay.left_in_words:
            self._note(
                "names more than one rate; the first was kept, the others are in the words.",
                "Check base pay.",
            )


def say_range(least: int | None, most: int | None) -> str:
    """`£12.80 to £13.50`, `from £12.80`, `up to £13.50`."""
    if least is None or most is None:
        return f"up to {say_pence(most)}" if most is not None else f"from {say_pence(least or 0)}"
    return say_pence(least) if least == most else f"{say_pence(least)} to {say_pence(most)}"
