"""What is wrong with something a person gave us, where, and what to type instead."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One thing to put right. `where` is as a person finds it: `clients!D4`, `vacancies.csv, row 14`."""

    where: str
    value: str
    what: str
    fix: str
    stops_row: bool = True
    """False when the row was still loaded (a note, such as a contradiction that was kept)."""

    def say(self) -> str:
        shown = f' "{shorten(self.value)}"' if self.value else ""
        return f"{self.where}{shown}: {self.what} {self.fix}".rstrip()


class GivenProblems(Exception):
    """Something a person gave us cannot be used. Carries every problem found, never only the first."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(problem.say() for problem in problems[:20]))
        self.problems = problems

    def __reduce__(self) -> tuple[type[GivenProblems], tuple[list[Problem]]]:
        """Made again from its problems, so that it comes whole out of a worker process."""
        return GivenProblems, (self.problems,)


class Usage(Exception):
    """The command was called in a way that cannot work. The message says what to type."""


def shorten(text: str, most: int = 60) -> str:
    """At most `most` characters of one line of `text`, so that a 10 MB cell cannot fill a screen."""
    line = " ".join(text[: most * 4].split())
    return line if len(line) <= most else line[: most - 3] + "..."
