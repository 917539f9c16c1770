"""The usual weeks: what "school hours" or "evenings" means, so that a week can be given in one word."""

from __future__ import annotations

from functools import cached_property

from pydantic import Field, model_validator

from matcher.base.weeks import DAY, Interval, parse_clock, parse_days
from matcher.library.document import Document, Mark, Part
from matcher.library.vocabulary import refuse_repeats


class Stretch(Part):
    """Some days with one time: `Mon-Fri`, `9:15am`, `2:45pm`. An end at or before the start is on the next day."""

    days: str
    start: str
    end: str

    @property
    def spells(self) -> tuple[Interval, ...]:
        """One spell for each of the days. Raises NotATime."""
        start, end = parse_clock(self.start), parse_clock(self.end)
        length = end - start if end > start else end - start + DAY
        return tuple((day * DAY + start, day * DAY + start + length) for day in parse_days(self.days))


class WeekPattern(Part):
    """One usual week, with what it says to people and how well the times are known."""

    id: str
    name: str
    says: str
    aliases: tuple[str, ...] = ()
    stretches: tuple[Stretch, ...] = Field(min_length=1)
    mark: Mark
    source: str = ""

    @model_validator(mode="after")
    def _times_can_be_read(self) -> WeekPattern:
        if not self.spells:
            raise ValueError(f"week pattern {self.id}: it names no time")
        return self

    @cached_property
    def spells(self) -> tuple[Interval, ...]:
        """The times of the week, in minutes from Monday midnight."""
        return tuple(spell for stretch in self.stretches for spell in stretch.spells)


class WeekPatterns(Document):
    """The usual weeks that a first meeting may choose from (product A10)."""

    patterns: tuple[WeekPattern, ...]

    @model_validator(mode="after")
    def _each_once(self) -> WeekPatterns:
        refuse_repeats("week patterns", [pattern.id for pattern in self.patterns])
        return self

    @cached_property
    def by_id(self) -> dict[str, WeekPattern]:
        """Every pattern by its id."""
        return {pattern.id: pattern for pattern in self.patterns}
