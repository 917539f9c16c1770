"""Base pay in the words of an advert: which amount is pay, for which period, and of several rates the plain one.

Amounts and ranges are those of `reading.pay`; the words around each tell pay from bonuses, fees, budgets and
allowances, and base pay from weekend and night rates.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from matcher.library.adverts import AdvertReading, Period
from matcher.library.reading import PayWords
from matcher.reading.facts.shape import Confidence, Range
from matcher.reading.pay import Amounts, amounts_in, period_after, period_in

_MAYBE = re.compile(r"£|\bGBP\b|\d\s?k?\s?(?:/|p\.?\s?/?\s?h|per\b|an?\shour|p\.?a\b|ph\b)", re.IGNORECASE)
_PIECE = re.compile(r"[^\n]{1,400}(?=\s|\Z)|[^\n]{1,400}")
_GBP = re.compile(r"\bGBP\s?(?=\d)", re.IGNORECASE)
_SPACED = re.compile(r"(£\d{1,3}), (?=\d{3}(?!\d))")
"""`£32, 478` is one number."""
_DOTTED = re.compile(r"(?<=\d)\.(?=\d{3}(?!\d))")
_CUT_BEFORE = re.compile(r"[,;|•(\n]|\.\s|\d\)|\s[-–]\s(?=\w+\s?$)|\bplus\b|(?<=\w)\+|!\s")
_CUT_AFTER = re.compile(
    r"[,;|•(\n!]|\.(?:\s|\Z)|\s[-–]\s|\bplus\b|\+|\bdepend|\binc|\bexc|\bwith\b|\band\b|&|\badditional|\bextra\b|\bfree\b|\benhanced",
    re.IGNORECASE,
)
_NEXT_LABEL = re.compile(r"[:–—-]\s{0,2}£?\s?$")
_UP_TO = re.compile(r"(?:\bup\s?to|\bmax(?:imum)?(?:\sof)?|^\s*to)\W{0,4}$", re.IGNORECASE)
_FROM = re.compile(
    r"(?:\bfrom|\bstart(?:s|ing)(?:\s(?:salary|rate|pay|wage|hourly\srate))?(?:\s(?:of|from|at|on|is))?|\bmin(?:imum)?(?:\sof)?"
    r"|\bcommenc(?:es|ing)(?:\s(?:salary|at|on|from|of)){0,2}|\bat\sleast)\W{0,4}$",
    re.IGNORECASE,
)
_AND_MORE = re.compile(
    r"\s{0,2}(?:\+(?!\s?[\w£])|\+(?=\s?(?:per|p/?h|an?\s|depend))|\bor\smore\b|\band\sabove\b|\bto\scompetitive)",
    re.IGNORECASE,
)
_RISING = re.compile(
    r"\b(?:rising|rises|increas(?:ing|es|ed)|going|progressing|up)\s?to\W{0,3}$|\bupto\W{0,3}$", re.IGNORECASE
)
_AFTER_PROBATION = re.compile(
    r"\W{0,3}(?:per\s\w+\W{0,2})?(?:post|after|following|on\scompletion\sof)\W{1,2}(?:\w+\s){0,3}?probation",
    re.IGNORECASE,
)
_WITHIN_ANOTHER = re.compile(
    r"\b(?:inclusive\sof|including|incl?\.?|plus|additional|extra)\W{0,3}$|\+\W{0,2}$", re.IGNORECASE
)
_CLOSE = 90
_WITHOUT_A_SIGN: tuple[Period, ...] = ("hour", "year")
"""In running text `37.5 per week` is hours and `3,300 per week` patients; only these periods are of pay for certain."""


@dataclass(frozen=True)
class PayRange:
    """Base pay as read: pence for its period."""

    ends: Range
    period: Period | None
    pounds: bool
    """Whether it is written with a pound sign, as people write; feeds leave it out."""

    def agrees(self, other: PayRange, *, within: int) -> bool:
        """Whether another reading is the same pay, give or take."""
        pairs = ((self.ends.least, other.ends.least), (self.ends.most, other.ends.most))
        same = all(
            (one is None) == (two is None) and (one is None or two is None or abs(one - two) <= within)
            for one, two in pairs
        )
        return same and self.period == other.period


@dataclass(frozen=True)
class _Rate:
    """One amount or range that is pay."""

    amounts: Amounts
    least: int | None
    most: int | None
    period: Period | None
    said: bool
    """Whether its period is named rather than concluded from its size."""
    other: bool
    """A weekend or night rate."""
    labelled: bool
    joins: bool
    """Whether it goes on from the rate before it: `rising to`, `after probation`."""
    at: int


class PayReader:
    """Reads base pay by the words of a library; made once, used for any number of adverts."""

    def __init__(self, words: PayWords, rules: AdvertReading) -> None:
        self._words, self._rules = words, rules

    @cached_property
    def _never(self) -> re.Pattern[str]:
        return _phrases(self._words.never_pay)

    @cached_property
    def _other(self) -> re.Pattern[str]:
        return _phrases(self._words.other_rate)

    @cached_property
    def _labels(self) -> re.Pattern[str]:
        return _phrases(self._words.labels)

    def read(self, text: str, *, field: bool = False) -> PayRange | None:
        """Base pay in `text`; a pay `field` needs no label or pound sign to be about pay."""
        rates = [
            rate for piece in _PIECE.finditer(text) for rate in self._rates(piece.group(), piece.start(), field=field)
        ]
        plain = [rate for rate in rates if not rate.other] or rates
        named = [rate for rate in plain if rate.said or rate.labelled] or plain
        if not named:
            return None
        first = named[0]
        best = (
            next((rate for rate in plain if rate.said and rate.at <= first.at + _CLOSE), first)
            if not first.period
            else first
        )
        return self._joined(best, rates)

    def other_rates(self, text: str) -> frozenset[int]:
        """Amounts that are a weekend's or a night's rate, in pence."""
        rates = (
            rate for piece in _PIECE.finditer(text) for rate in self._rates(piece.group(), piece.start(), field=False)
        )
        return frozenset(
            pence for rate in rates if rate.other for pence in (rate.least, rate.most) if pence is not None
        )

    def _joined(self, best: _Rate, rates: Iterable[_Rate]) -> PayRange:
        """The rate, with the one that goes on from it."""
        least, most, end = best.least, best.most, best.at + best.amounts.end
        for rate in rates:
            follows = best.at + best.amounts.start < rate.at + rate.amounts.start <= end + _CLOSE
            top = rate.most if rate.most is not None else rate.least
            if rate.joins and follows and top is not None and rate.period == best.period:
                bottom = least if least is not None else top
                if bottom <= top:
                    least, most, end = bottom, top, rate.at + rate.amounts.end
        sure: Confidence = "high" if best.said else "medium"
        return PayRange(Range(least, most, best.at + best.amounts.start, end, sure), best.period, best.amounts.pounds)

    def _rates(self, piece: str, at: int, *, field: bool) -> Iterator[_Rate]:
        if not field and not _MAYBE.search(piece):
            return
        piece = _SPACED.sub(r" \1,", piece)
        piece = _DOTTED.sub(",", _GBP.sub(lambda found: "£".rjust(len(found.group())), piece))
        several = amounts_in(piece)
        for place, amounts in enumerate(several):
            until = several[place + 1].start if place + 1 < len(several) else len(piece)
            since = several[place - 1].end if place else 0
            before, after = piece[since : amounts.start][-_CLOSE:], piece[amounts.end : until][:_CLOSE]
            rate = self._rate(
                amounts, before, after, piece[amounts.end :][:_CLOSE], at, last=until == len(piece), field=field
            )
            if rate is not None:
                yield rate

    def _rate(
        self, amounts: Amounts, before: str, after: str, rest: str, at: int, *, last: bool, field: bool
    ) -> _Rate | None:
        """The amount as a rate of pay; None where it is something else."""
        label = _tail(before)
        follows = _head(after, last=last)
        if self._never.search(label) or self._never.search(follows) or _WITHIN_ANOTHER.search(before):
            return None
        named = self._named_period(amounts, before, after)
        period = named or self._by_size(amounts, field=field)
        labelled = bool(self._labels.search(before[-_CLOSE:]))
        if not field and (period is None or (not amounts.pounds and named not in _WITHOUT_A_SIGN)):
            return None
        least, most = self._ends(amounts, before, rest)
        if not all(amounts.pence):
            return None
        return _Rate(
            amounts=amounts,
            least=least,
            most=most,
            period=period,
            said=named is not None,
            other=bool(self._other.search(label) or self._other.search(follows)),
            labelled=labelled,
            joins=bool(_RISING.search(before) or _AFTER_PROBATION.match(after)),
            at=at,
        )

    def _named_period(self, amounts: Amounts, before: str, after: str) -> Period | None:
        """The period named right after the amounts, within them or before them, if they can be that."""
        for period in (amounts.period, period_after(after), period_in(_tail(before)) or period_in(before[-30:])):
            if period is not None and self._fits(amounts, period):
                return period
        return None

    def _fits(self, amounts: Amounts, period: Period) -> bool:
        bounds = self._rules.bounds(period)
        return all(bounds.least_pence <= pence <= bounds.most_pence for pence in amounts.pence)

    def _by_size(self, amounts: Amounts, *, field: bool) -> Period | None:
        words = self._words
        if all(words.year_least_pence <= pence <= words.year_most_pence for pence in amounts.pence):
            return "year"
        hourly = all(words.hour_least_pence <= pence <= words.hour_most_pence for pence in amounts.pence)
        return "hour" if hourly and (field or amounts.to_the_penny) else None

    def _ends(self, amounts: Amounts, before: str, after: str) -> tuple[int | None, int | None]:
        least, most = min(amounts.pence), max(amounts.pence)
        if len(amounts.pence) > 1:
            return least, most
        if _UP_TO.search(before):
            return None, most
        if _FROM.search(before) or _AND_MORE.match(after):
            return least, None
        return least, most


def merged(words: PayRange, field: PayRange, *, within: int) -> PayRange:
    """Two readings of the same pay, a penny apart: both ends are kept."""
    pence = [one for one in (words.ends.least, words.ends.most, field.ends.least, field.ends.most) if one is not None]
    least = None if words.ends.least is None else min(pence)
    most = None if words.ends.most is None else max(pence)
    apart = len(set(pence)) > 1 and words.agrees(field, within=within)
    return replace(words, ends=replace(words.ends, least=least, most=most)) if apart else words


def _tail(before: str) -> str:
    """The words right before an amount that may name it."""
    cuts = [found.end() for found in _CUT_BEFORE.finditer(before)]
    return before[cuts[-1] if cuts else 0 :]


def _head(after: str, *, last: bool) -> str:
    """The words right after an amount that may name it, unless they are the label of the next one."""
    cut = _CUT_AFTER.search(after)
    head = after[: cut.start() if cut else len(after)]
    names_next = not last and (cut is None or _NEXT_LABEL.search(after)) and bool(_NEXT_LABEL.search(after))
    return "" if names_next and cut is None else head


def _phrases(phrases: Iterable[str]) -> re.Pattern[str]:
    written = [r"[\s\-]{1,2}".join(map(re.escape, phrase.split())) for phrase in sorted(phrases, key=len, reverse=True)]
    return re.compile(rf"(?<![\w])(?:{'|'.join(written)})(?![\w])", re.IGNORECASE)
