"""A line about pay, such as `£9.21 to £9.80 per hour, pro rata`, as figures with their own period.

Only what the line says plainly. Where no period is named there is none; where more figures stand than one
range, the first range is kept (base pay comes first in adverts, weekend and night rates after it) and the
rest is left in words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from matcher.library.adverts import PERIODS, AdvertReading, Period
from matcher.reading.phrases import said

MOST_LETTERS = 400

_PER = r"(?:\bper\s*|(?<![a-z])an?\s+|/\s*|(?<![a-z])p\s*[/.]\s*)"
_PERIODS: dict[Period, re.Pattern[str]] = {
    "hour": re.compile(rf"{_PER}(?:hours?|hrs?|hr?)\b|(?<![a-z])p\.?h(?:r|our)?\b|\bhourly\b", re.IGNORECASE),
    "day": re.compile(rf"{_PER}days?\b", re.IGNORECASE),
    "week": re.compile(rf"{_PER}(?:weeks?|wk)\b|(?<![a-z])p\.?w\b", re.IGNORECASE),
    "month": re.compile(rf"{_PER}months?\b|\bpcm\b", re.IGNORECASE),
    "year": re.compile(
        rf"{_PER}(?:ann?[aou]m|years?|yr)\b|(?<![a-z])g?p\.?\s?/?a\b\.?|\bannually\b|\byearly\b",
        re.IGNORECASE,
    ),
}
_LABELS: dict[Period, re.Pattern[str]] = {
    "hour": re.compile(rf"{_PERIODS['hour'].pattern}|\bper hour\b", re.IGNORECASE),
    "day": re.compile(rf"{_PERIODS['day'].pattern}|\bday rate\b|\bdaily\b", re.IGNORECASE),
    "week": re.compile(rf"{_PERIODS['week'].pattern}|\bweekly\b", re.IGNORECASE),
    "month": re.compile(rf"{_PERIODS['month'].pattern}|\bmonthly\b", re.IGNORECASE),
    "year": re.compile(rf"{_PERIODS['year'].pattern}|\bannual\b", re.IGNORECASE),
}
"""Periods in the words before an amount."""
NAMED_WITHIN = 40
_OTHER_UNIT = re.compile(r"\d\s*(?:hours?|hrs?|days?|shifts?)\b|\bhours\b|£|\n", re.IGNORECASE)
_OTHER_PERIOD = re.compile(
    rf"{_PER}(?:session|shift|order|visit|delivery|patient|slide|appointment)s?\b", re.IGNORECASE
)
_AMOUNT = re.compile(
    r"(?P<pound>£\s*)?(?<![\w.,$€])(?P<whole>\d{1,3}(?:,\d{3})+|\d{1,7})(?:\.(?P<pence>\d{1,2})(?:(?<=\.\d\d)\d{2})?)?"
    r"(?P<k>k\b)?(?![\d%]|[.,]\d|,\s\d{3}\b|\s?%|\s?(?:hours?|hrs?|days?|weeks?|months?|years?)\b)",
    re.IGNORECASE,
)
_AND_UP_TO = re.compile(r"\s*(?:-|–|—|/|\bto\b|\bup\s?to\b|\brising\s+to\b)\s*", re.IGNORECASE)
_UP_TO = re.compile(r"(?:\bup\s*to|\bup|\bmax(?:imum)?(?:\s+of)?|(?:^|\s)to)\s*£?\s*$", re.IGNORECASE)
_FROM = re.compile(r"(?:\bfrom|\bstarting(?:\s+(?:salary|at|on))?|\bmin(?:imum)?(?:\s+of)?)\s*£?\s*$", re.IGNORECASE)
_AND_MORE = re.compile(
    r"\s*(?:\+(?=\s*(?:$|[)/]|per\b|p/|ph\b|pa\b|an?\s))|or\s+more\b|\bto\b(?!\s*£?\d))", re.IGNORECASE
)
_UNREADABLE = re.compile(rf"{_AND_UP_TO.pattern}£?\s*\d", re.IGNORECASE)
"""Another end of the range follows, in a form that is no amount: `£17,652 - £19.020`."""
_SIGNED_END = re.compile(rf"{_AND_UP_TO.pattern}£\s?\d{{1,3}},\d{{3}}\b", re.IGNORECASE)
_LEADS_IN = frozenset(
    "about approx around at c circa from max min of salary starting to up upto".split()  # noqa: SIM905
)
_EXTRAS_WITHIN = re.compile(
    r"\binc(?:l|luding|lusive|ludes)?\b\W{0,3}(?:\w+\W+){0,3}?(?:holiday|wtd|annual\s+leave|enhance)",
    re.IGNORECASE,
)
_FULL_TIME_FIGURE = re.compile(r"\bf\.?t\.?e\b|\bwte\b|full[\s\-]?time\s+(?:equivalent|hours|hrs)", re.IGNORECASE)
_FOREIGN = re.compile(r"[$€]|\b(?:usd|eur|euros?|dollars?)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Pay:
    """What a line about pay says. Pence for its own `period`; a figure that is not said is None."""

    least: int | None = None
    most: int | None = None
    period: Period | None = None
    other_period: str = ""
    """A session, a shift, a visit: a unit that has no fixed length."""
    pro_rata: str = ""
    full_time_figure: bool = False
    unpaid: str = ""
    foreign: bool = False
    zero: bool = False
    extras_within: bool = False
    """Holiday pay or enhancements are in the figure, so base pay is lower by an unknown amount."""
    left_in_words: bool = False
    """More figures stand in the line than the range that was read."""
    out_of_bounds: bool = False

    @property
    def figures(self) -> bool:
        return self.least is not None or self.most is not None


@dataclass(frozen=True)
class _Figure:
    start: int
    end: int
    pence: int
    pound: bool


@dataclass(frozen=True)
class _Run:
    """Figures joined by a dash, a stroke or `to`: one range."""

    figures: tuple[_Figure, ...]
    end: int
    period: Period | None


def read_pay(text: str, rules: AdvertReading) -> Pay:
    """What `text` says about pay."""
    line = " ".join(text[:MOST_LETTERS].split())
    if _FOREIGN.search(line):
        return Pay(foreign=True)
    seen = Pay(
        other_period=_first(_OTHER_PERIOD, line),
        pro_rata=said(line, rules.pro_rata),
        full_time_figure=bool(_FULL_TIME_FIGURE.search(line)),
        unpaid=said(line, rules.unpaid),
        extras_within=bool(_EXTRAS_WITHIN.search(line)),
    )
    periods = _periods(line)
    only = next(iter({period for _, _, period in periods})) if len({p for _, _, p in periods}) == 1 else None
    runs = _runs(line, periods)
    if not runs:
        return replace(seen, period=only)
    run = next((run for run in runs if run.period == "hour"), runs[0])
    period = run.period or (only if not _OTHER_PERIOD.match(line[run.end :].lstrip()) else None)
    return _in_bounds(_ends(line, run, replace(seen, period=period, left_in_words=len(runs) > 1)), rules)


@dataclass(frozen=True)
class Amounts:
    """One amount, or a range of them, in running text: pence, and where it stands."""

    pence: tuple[int, ...]
    start: int
    end: int
    period: Period | None
    """A period that stands between its ends: `£9.45 per hour rising to £9.80`."""
    pounds: bool
    to_the_penny: bool


def amounts_in(line: str) -> list[Amounts]:
    """Every amount of money in a line, ranges as one. Reads a line of any length; give it lines, not pages."""
    periods = _periods(line)
    return [
        Amounts(
            pence=tuple(figure.pence for figure in run.figures),
            start=run.figures[0].start,
            end=run.end,
            period=next((p for start, _, p in periods if run.figures[0].end <= start < run.end), None),
            pounds=any(figure.pound for figure in run.figures),
            to_the_penny=any(figure.pence % 100 or "." in line[figure.start : figure.end] for figure in run.figures),
        )
        for run in _runs(line, periods)
    ]


def period_after(text: str) -> Period | None:
    """The period that a rate is for, where it is named right after it; `37.5 hours per week` names none."""
    for start, _, period in _periods(text):
        between = text[:start]
        if start > NAMED_WITHIN or _OTHER_UNIT.search(between):
            return None
        return period
    return None


def period_in(text: str) -> Period | None:
    """The last period that a label names: `Hourly rate:`, `Salary per annum`, `Annual salary of`."""
    named = [(f.start(), period) for period, pattern in _LABELS.items() for f in pattern.finditer(text)]
    return max(named)[1] if named else None


def _first(pattern: re.Pattern[str], line: str) -> str:
    found = pattern.search(line)
    return found.group().strip() if found else ""


def _periods(line: str) -> list[tuple[int, int, Period]]:
    """Every period named: start, end, which."""
    return sorted((f.start(), f.end(), period) for period in PERIODS for f in _PERIODS[period].finditer(line))


def _figures(line: str, periods: list[tuple[int, int, Period]]) -> list[_Figure]:
    """Every figure that is money: with a pound sign, at the start, before a period, or joined to one of
    these."""
    found: list[_Figure] = []
    starts = {start for start, _, _ in periods}
    for one in _AMOUNT.finditer(line):
        pence = int(one["whole"].replace(",", "")) * 100 + int((one["pence"] or "0").ljust(2, "0"))
        figure = _Figure(one.start(), one.end(), pence * (1000 if one["k"] else 1), bool(one["pound"]))
        joined = bool(found) and _joins(line[found[-1].end : figure.start], periods, found[-1].end)
        after = figure.end + len(line[figure.end :]) - len(line[figure.end :].lstrip(" +"))
        if figure.pound or joined or after in starts or _leads_in(line[: figure.start]) or _signed_later(one, line):
            found.append(figure)
    return found


def _signed_later(one: re.Match[str], line: str) -> bool:
    """Whether thousands without a sign begin a range whose other end has it: `16,778 - £18,047`."""
    return "," in one["whole"] and bool(_SIGNED_END.match(line, one.end()))


def _leads_in(before: str) -> bool:
    """Whether only words such as `from` or `up to` stand before a figure."""
    return _LEADS_IN.issuperset(before.casefold().replace(".", " ").split())


def _joins(between: str, periods: list[tuple[int, int, Period]], at: int) -> bool:
    """Whether only a dash, a stroke or `to`, and at most a period, stand between two figures."""
    for start, end, _ in periods:
        if at <= start and end <= at + len(between) and not between[: start - at].strip():
            between = between[end - at :]
            break
    return bool(_AND_UP_TO.fullmatch(between))


def _runs(line: str, periods: list[tuple[int, int, Period]]) -> list[_Run]:
    figures = _figures(line, periods)
    runs: list[list[_Figure]] = []
    for figure in figures:
        if runs and _joins(line[runs[-1][-1].end : figure.start], periods, runs[-1][-1].end):
            runs[-1].append(figure)
        else:
            runs.append([figure])
    ends = [run[0].start for run in runs[1:]] + [len(line)] * bool(runs)
    return [_Run(tuple(run), run[-1].end, _period_of(run, end, periods)) for run, end in zip(runs, ends, strict=True)]


def _period_of(run: list[_Figure], until: int, periods: list[tuple[int, int, Period]]) -> Period | None:
    """The first period named after the run's first figure and before the next run."""
    return next((period for start, _, period in periods if run[0].end <= start < until), None)


def _ends(line: str, run: _Run, pay: Pay) -> Pay:
    """The least and the most of a run; one end stays open after `from`, `up to`, `+` or `to competitive`."""
    pence = [figure.pence for figure in run.figures]
    if not any(pence):
        return replace(pay, zero=True, period=None)
    before, after = line[: run.figures[0].start], line[run.end :]
    least: int | None = min(pence)
    most: int | None = max(pence)
    if len(pence) == 1 and _UP_TO.search(before):
        least = None
    elif (
        len(pence) == 1 and (_FROM.search(before) or any(map(_AND_MORE.match, (after, _beyond_period(after)))))
    ) or _UNREADABLE.match(after):
        most = None
    return replace(pay, least=None if pay.extras_within else least, most=most)


def _beyond_period(text: str) -> str:
    """`text` without a period that it begins with."""
    text = text.lstrip()
    ends = [found.end() for pattern in _PERIODS.values() if (found := pattern.match(text))]
    return text[max(ends, default=0) :]


def _in_bounds(pay: Pay, rules: AdvertReading) -> Pay:
    """`pay`, or without its figures where they cannot be for its period."""
    if pay.period is None:
        return pay
    bounds = rules.bounds(pay.period)
    if all(end is None or bounds.least_pence <= end <= bounds.most_pence for end in (pay.least, pay.most)):
        return pay
    return replace(pay, least=None, most=None, out_of_bounds=True)


Open = Literal["", "nothing_said", "no_period", "no_fixed_length", "hours_unknown", "full_time_figure", "out_of_bounds"]
"""Why pay an hour stays unknown."""


@dataclass(frozen=True)
class Hourly:
    """Pence an hour, and why it is open where it is."""

    least: int | None = None
    most: int | None = None
    open: Open = ""


def hourly(pay: Pay, rules: AdvertReading, *, least_minutes: int | None, most_minutes: int | None) -> Hourly:
    """Pay an hour, rounded down. Other periods become hours only where the hours a week are known; yearly
    pay that may be the full-time figure only where the week is full time."""
    if pay.out_of_bounds:
        return Hourly(open="out_of_bounds")
    if not pay.figures:
        return Hourly(open="nothing_said")
    if pay.period == "hour":
        return Hourly(pay.least, pay.most)
    if pay.period is None:
        return Hourly(open="no_fixed_length" if pay.other_period else "no_period")
    if pay.period == "day":
        return Hourly(open="no_fixed_length")
    if not least_minutes or not most_minutes:
        return Hourly(open="hours_unknown")
    if pay.period in ("month", "year") and least_minutes < rules.full_time_from_minutes:
        return Hourly(open="full_time_figure")
    weeks = Fraction(rules.days_in_year, 7)
    in_a_week = {"week": Fraction(1), "month": 12 / weeks, "year": 1 / weeks}[pay.period]
    least, most = (
        None if pence is None else int(pence * in_a_week * 60 / minutes)
        for pence, minutes in ((pay.least, most_minutes), (pay.most, least_minutes))
    )
    bounds = rules.bounds("hour")
    if any(end is not None and not bounds.least_pence <= end <= bounds.most_pence for end in (least, most)):
        return Hourly(open="out_of_bounds")
    return Hourly(least, most)
