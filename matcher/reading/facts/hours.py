"""Paid hours a week in the words of an advert: `37.5 hours per week`, `Hours: 16 to 24`, `6 hours a day, 5 days`.

Candidates are numbers of hours; the words around each tell a week's work from a shift, an opening time or a training
week.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property

from matcher.library.adverts import AdvertReading
from matcher.library.reading import HoursWords
from matcher.reading.facts.shape import Range

_N = r"\d{1,3}(?:\.\d{1,3}|\.\n(?:5|25|50|75)(?= ?h(?:ou)?rs?\b))?"
"""A number; feeds that part sentences at every full stop part `37.5 hours` too."""
_UNIT = r"[ \-]{0,2}(?:hours?\b|hrs?\b|h(?= ?p ?/?w\b))\.?"
_JOINT = r" {0,2}(?:-|–|—|,|/|&|\bto\b|\bor\b|\band\b) {0,2}"
_STATED = re.compile(
    rf"(?<![\w.,£$%])(?<!\d:)(?P<list>(?:{_N}(?:{_UNIT})?{_JOINT}){{0,4}}{_N}){_UNIT}"
    r"(?:\s{0,2}(?P<minutes>[0-5]?\d)\s{0,2}min(?:ute)?s?\b)?",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"(?<!\d)(?<!\d )\b(?:hours|hrs)"
    r"(?:\s{1,2}(?P<weekly>(?:per|a|each)\s(?:week|wk)|weekly|p\.?/?w\.?)|\s{1,2}of\s{1,2}work|\s{1,2}worked)?"
    rf"\s{{0,2}}(?:[:=]|[-–—])\s{{0,2}}(?P<list>(?:{_N}{_JOINT}){{0,3}}{_N})(?![\d:]|\.\d|\s?(?:am|pm|x|%|days?|weeks?|months?|posts?|years?)\b)",
    re.IGNORECASE,
)
_NO_UNIT = re.compile(
    rf"(?<![\w.,:£$%])(?P<list>(?:{_N}{_JOINT}){{0,3}}{_N}) ?(?:per|a|each|p/)\s?"
    r"(?:week|wk)\b(?! (?:end|day|accom|rent))",
    re.IGNORECASE,
)
_A_WEEK = re.compile(
    r"[ ,]{0,3}\(?(?:(?:on\s|an\s)?average\s|each\s|in\stotal\s|worked\s|total\s|working\s)?(?:\(?average\)?\s)?"
    r"(?:(?:per|a|an|each|every|/|-|before|pr)\s{0,2}(?:(?:working\s)?week|wk)\b|weekly\b|/?p\s?[./]?\s?w\b|(?:working\s)?week\b"
    r"|\(?per\sweek)",
    re.IGNORECASE,
)
_A_FORTNIGHT = re.compile(
    r"[ ,]{0,3}\(?(?:(?:per|a|each|every|/)\s{0,2}fortnight\b|fortnightly\b|(?:per|every|over)\s(?:2|two)\sweeks\b)",
    re.IGNORECASE,
)
"""Half of such hours are a week's."""
_A_DAY = re.compile(r"[\s(]{0,2}(?:per|a|each|/|every)\s{0,2}day\b|\s?daily\b", re.IGNORECASE)
_DAYS = re.compile(
    r"(?<![\w.])(?:(?P<from>[1-7]) {0,2}(?:-|–|to|or) {0,2})?"
    r"(?P<days>[1-7]|one|two|three|four|five|six|seven)\s{0,2}(?:x\s)?days?\b",
    re.IGNORECASE,
)
_NUMBERS = re.compile(r"\d{1,3}(?:\.\n?\d{1,3})?")
_WORDS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8}
_CLOCK_LIKE = re.compile(r"(?:[01]?\d|2[0-4])\.(?:00|15|30|45)\Z")
_WEEKDAY_BEFORE = re.compile(
    r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?s?\s{0,2}(?:[:–—-]|\()?\s{0,2}$", re.IGNORECASE
)
_GRADE_BEFORE = re.compile(
    r"\b(?:band|grade|level|posts?|role|position|ward|unit|team|floor|scale|week|option|nvq|b)\s{0,2}$|\bx\s{0,2}$",
    re.IGNORECASE,
)
_GRADE = re.compile(r"\b(?:band|grade|level|scale) $", re.IGNORECASE)
_EVERY_FEW_WEEKS = re.compile(
    r"[\s(]{0,2}(?:over|in|per|every|across)\s(?:an?\s)?(?P<weeks>\d|two|three|four|six|eight)[\s\d\-]{0,3}w(?:eek|k)",
    re.IGNORECASE,
)
_AROUND = 48
_NEAR = 30
_FAR = 160
_TRAINING = re.compile(
    r"(?:(?:the|your|initial|full|all|our)\s)*(?:training|induction)\s(?:period\s|week\s|programme\s|course\s)*"
    r"(?:will|would|is|consists|takes|lasts|shall|normally|involves)\b",
    re.IGNORECASE,
)
"""Hours of a sentence that is about the training are not the post's."""
_PLUS = re.compile(
    r"[^.\n]{0,40}?(?:\bplus|\band|\+)\s(?P<extra>an?|one|two|three|[1-9](?:\.5)?)\s(?:extra\s|additional\s)?(?:hours?|hrs?)\s(?:on|every|each)\s"
    r"(?:a\s)?(?:mon|tues|wednes|thurs|fri|satur|sun)day",
    re.IGNORECASE,
)
"""`2.5 hours a day, plus an hour on Saturday`."""
_UNIT_NEXT = re.compile(_UNIT, re.IGNORECASE)
_OF_HOURS = re.compile(r"\b(?:hours|hrs|part[ -]?time|full[ -]?time|working pattern|contracted)\b", re.IGNORECASE)
_AVERAGE = re.compile(r"\baverage\b", re.IGNORECASE)
ROUND_THE_CLOCK = "24"
"""A service that never closes; a week of 24 hours says so."""
HOUR = 1000
"""Hours are counted in thousandths: 16.375 hours are no whole number of minutes."""


class HoursReader:
    """Reads hours by the words of a library; made once, used for any number of adverts."""

    def __init__(self, words: HoursWords, rules: AdvertReading) -> None:
        self._words, self._rules = words, rules

    @cached_property
    def _not_after(self) -> re.Pattern[str]:
        return _phrases(r"[ \-(,/]{0,4}", self._words.not_followed_by)

    @cached_property
    def _not_before(self) -> re.Pattern[str]:
        return _phrases(r"\b", self._words.not_preceded_by)

    @cached_property
    def _not_right_before(self) -> re.Pattern[str]:
        several = _phrases(r"\b", self._words.not_right_before).pattern
        return re.compile(rf"{several}\s(?:the\s|a\s)?$", re.IGNORECASE)

    @cached_property
    def _label(self) -> re.Pattern[str]:
        return _phrases(r"\b", self._words.labelled_by)

    @cached_property
    def _confirmed(self) -> re.Pattern[str]:
        return _phrases(r"[ \-–—(,:;|]{0,5}", self._words.confirmed_by)

    @cached_property
    def _weekdays(self) -> re.Pattern[str]:
        return _phrases(r"\b", self._words.weekdays)

    def read(self, text: str) -> Range | None:
        """The hours a week that `text` states, in thousandths; the least and the most of several. None: none stated."""
        weekly, bare, daily = [], [], []
        for found in _STATED.finditer(text):
            kind = self._kind(text, found)
            if kind == "week":
                weekly.append(found)
            elif kind == "bare":
                bare.append(found)
            elif kind == "day":
                daily.append(found)
        weekly += [found for found in _NO_UNIT.finditer(text) if self._is_hours(text, found)]
        labelled = [found for found in _LABEL.finditer(text) if self._is_week(found)]
        plain = self._range([*weekly, *(one for one in labelled if one["weekly"] or _A_WEEK.match(text, one.end()))])
        return plain or self._range([*labelled, *bare], sure=False) or self._by_days(text, daily)

    def _kind(self, text: str, found: re.Match[str]) -> str:
        after = text[found.end() : found.end() + _AROUND]
        before = _same_sentence(text[max(0, found.start() - _AROUND) : found.start()])
        if _GRADE.search(before) and found["list"] in "123456789":
            return ""  # `Band 4 hours per week` names a grade
        if self._not_before.search(before[-_NEAR:]) or self._not_right_before.search(before):
            return ""
        if _TRAINING.match(_whole_sentence(text, found.start())):
            return ""
        if _A_WEEK.match(after) or _A_FORTNIGHT.match(after):
            return "week"
        if _A_DAY.match(after):
            return "day"
        if _WEEKDAY_BEFORE.search(before) or self._not_after.match(after) or self._is_time_of_day(found):
            return ""
        if _EVERY_FEW_WEEKS.match(after):
            return "week" if _AVERAGE.search(before) or self._weeks(found) > 1 else ""
        return "bare" if self._is_bare_week(self._hours(found), before, after, found["list"]) else ""

    def _is_bare_week(self, hours: list[int], before: str, after: str, written: str) -> bool:
        """Whether hours with no `a week` beside them are a week's all the same."""
        least = min(hours, default=0) * 60
        if written == ROUND_THE_CLOCK or least < self._words.bare_least_minutes * HOUR:
            return False
        if least >= self._words.first_least_minutes * HOUR and any(one % HOUR for one in hours):
            return True  # 22.5 or 37.5 hours are no shift
        begins = not before.strip(" -•*–|:") or (before.endswith("(") and after.startswith(")"))
        if begins and least >= self._words.first_least_minutes * HOUR:
            return True
        if not before.strip(" -•*–|:") and not after.split("\n", 1)[0].strip(" .,;|"):
            return True
        return bool(self._label.search(before) or self._confirmed.match(after))

    def _is_hours(self, text: str, found: re.Match[str]) -> bool:
        """Whether `N per week` is hours although it does not say so: a fraction, or led in by hours or part time."""
        before = _same_sentence(text[max(0, found.start() - _AROUND) : found.start()])
        hours = self._hours(found)
        fraction = any(one % HOUR for one in hours)
        return (
            bool(hours)
            and min(hours) * 60 >= self._words.bare_least_minutes * HOUR
            and (fraction or bool(_OF_HOURS.search(before)))
        )

    def _is_time_of_day(self, found: re.Match[str]) -> bool:
        """`07.00hrs to 20.00hrs` are times, not numbers of hours."""
        return any(_CLOCK_LIKE.match(one.group()) for one in _NUMBERS.finditer(found.string, *found.span("list")))

    def _is_week(self, found: re.Match[str]) -> bool:
        """Whether `Hours: N` means a week: two numbers without `a week` are times of day."""
        hours = self._hours(found)
        several = len(_NUMBERS.findall(found["list"])) > 1
        if _UNIT_NEXT.match(found.string, found.end()) and not several:
            return False  # read with its unit already
        if found["weekly"]:
            return bool(hours)
        return bool(hours) and not several and min(hours) * 60 >= self._words.labelled_least_minutes * HOUR

    def _hours(self, found: re.Match[str]) -> list[int]:
        """Every number of one statement that can be a week's work, in thousandths of an hour."""
        numbers = [one.group().replace("\n", "") for one in _NUMBERS.finditer(found.string, *found.span("list"))]
        extra = int(found["minutes"] or 0) if "minutes" in found.re.groupindex else 0
        before = found.string[max(0, found.start() - 12) : found.start()]
        while len(numbers) > 1 and (
            _CLOCK_LIKE.match(numbers[0])
            or float(numbers[0]) > float(numbers[-1])
            or float(numbers[0]) < 4
            or _GRADE_BEFORE.search(before)
        ):
            numbers = numbers[1:]
            before = ""
        hours = [round(float(one) * HOUR) for one in numbers]
        hours[-1] += extra * HOUR // 60
        if _A_FORTNIGHT.match(found.string, found.end()):
            hours = [one // 2 for one in hours]
        hours = [one // self._weeks(found) for one in hours]
        return [one for one in hours if self._possible(one)]

    def _weeks(self, found: re.Match[str]) -> int:
        """Over how many weeks hours are told that are too many for one; 1 for any others."""
        several = _EVERY_FEW_WEEKS.match(found.string, found.end())
        numbers = _NUMBERS.findall(found["list"])
        least = self._words.several_weeks_least_minutes / 60
        if several is None or not numbers or float(numbers[-1].replace("\n", "")) <= least:
            return 1
        return _WORDS.get(several["weeks"].casefold(), 0) or int(several["weeks"]) or 1

    def _possible(self, hours: int) -> bool:
        return 0 < hours * 60 <= self._rules.hours_most_minutes * HOUR

    def _range(self, several: Iterable[re.Match[str]], *, sure: bool = True) -> Range | None:
        read = [(one, hours) for one in several if (hours := self._hours(one))]
        if not read:
            return None
        every = [hour for _, hours in read for hour in hours]
        first = min((one for one, _ in read), key=lambda one: one.start())
        return Range(min(every), max(every), first.start(), first.end(), "high" if sure else "medium")

    def _by_days(self, text: str, daily: Iterable[re.Match[str]]) -> Range | None:
        """Hours a day times days a week, where both stand together."""
        for found in daily:
            around = text[max(0, found.start() - _AROUND) : found.end() + _AROUND]
            (least, most), hours = self._days(around), self._hours(found)
            if least and hours and self._possible(max(hours) * most):
                plus = _extra(text, found.end())
                return Range(min(hours) * least + plus, max(hours) * most + plus, found.start(), found.end(), "medium")
        return None

    def _days(self, around: str) -> tuple[int, int]:
        """The least and the most days a week; 0 where none are told, or several."""
        found = list(_DAYS.finditer(around))
        last = {int(_WORDS.get(one["days"].casefold(), 0) or one["days"]) for one in found}
        if len(last) == 1:
            first = {int(one["from"]) for one in found if one["from"]}
            return min(first | last), max(last)
        count = self._words.weekday_count if not last and self._weekdays.search(around) else 0
        return count, count


def _extra(text: str, place: int) -> int:
    """Hours of one more day that are told after hours a day."""
    found = _PLUS.match(text, place)
    if found is None:
        return 0
    said = found["extra"].casefold()
    return round(float(_WORDS.get(said, 1 if said in ("a", "an") else 0) or said) * HOUR)


def _same_sentence(before: str) -> str:
    """What of `before` belongs to the sentence that follows."""
    cut = max(before.rfind("\n"), before.rfind(". "), before.rfind("•"), before.rfind("; "))
    return before[cut + 1 :]


def _whole_sentence(text: str, place: int) -> str:
    """What of the sentence stands before `place`, however far."""
    return _same_sentence(text[max(0, place - _FAR) : place]).lstrip(" -•*")


def _phrases(start: str, phrases: Iterable[str]) -> re.Pattern[str]:
    written = [r"[\s\-]{1,2}".join(map(re.escape, phrase.split())) for phrase in sorted(phrases, key=len, reverse=True)]
    return re.compile(rf"{start}(?:{'|'.join(written)})\b", re.IGNORECASE)
