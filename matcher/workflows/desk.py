"""Where a command works: the programme it was pointed at, the models, the day; and references made sure of."""

from __future__ import annotations

import datetime as dt
import difflib
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from matcher.base.days import Day
from matcher.base.ids import ClientId, VacancyId
from matcher.base.problems import GivenProblems, Problem
from matcher.library.load import Library, load_library
from matcher.store.folder import Folder, Purpose, Readable, open_folder
from matcher.workflows.lists.standing import stands
from matcher.workflows.today import now, today
from matcher.workflows.where import Where

MATCHING: Purpose = "matching"
SUPPORT: Purpose = "support"


@dataclass(frozen=True)
class Desk:
    """A programme that has been opened, and what it is looked at with."""

    folder: Folder
    library: Library
    on: Day
    begun: dt.datetime | None = None
    """The moment it was opened, in UTC; None for a programme as it once was."""

    def read(
        self, *, clients: Collection[ClientId] | None = None, vacancies: Collection[VacancyId] | None = None
    ) -> Readable:
        """The records that matching may read, of everyone or of some, as they stand with all that was decided since."""
        read = self.folder.read(purpose=MATCHING, on=self.on, clients=clients, vacancies=vacancies)
        return stands(self.folder, read, library=self.library, purpose=MATCHING, on=self.on, clients=clients)

    def client(self, reference: str) -> ClientId:
        """A client whose records may be read. Raises GivenProblems where there is none, or no basis is recorded."""
        found = self.folder.find(reference, purpose=MATCHING, on=self.on)
        if found == "unknown":
            raise _unknown("client", reference, self.folder.clients(purpose=MATCHING, on=self.on))
        if found == "no_basis":
            what = f"nobody has recorded that {reference} agreed to matching;"
            raise GivenProblems([Problem("client", reference, what, "record it on the consent sheet.")])
        return ClientId(reference)

    def anybody(self, reference: str) -> ClientId:
        """A client of the programme, whatever lists they are on: for looking after the caseload.

        Raises GivenProblems with the nearest one where there is none.
        """
        if self.folder.find(reference, purpose=SUPPORT, on=self.on) == "unknown":
            raise _unknown("client", reference, self.folder.clients(purpose=SUPPORT, on=self.on))
        return ClientId(reference)

    def vacancy(self, reference: str) -> VacancyId:
        """A vacancy of the programme. Raises GivenProblems with the nearest one where there is none."""
        known = self.folder.vacancies()
        if reference not in known:
            raise _unknown("vacancy", reference, known)
        return VacancyId(reference)


def open_desk(where: Where) -> Desk:
    """Open a programme. The day is the one asked for, else the programme's own, else today in the UK."""
    begun, folder = now(), open_folder(where.programme, database_url=where.database_url)
    return Desk(folder, load_library(where.models), where.on or folder.about.data_date or today(), begun)


def _unknown(what: str, reference: str, known: Sequence[str]) -> GivenProblems:
    if not known:
        fix = "There is none in this programme yet: `matcher import FILE` brings them in."
    else:
        nearest = near_reference(reference, known)
        fix = f"Did you mean {nearest}?" if nearest else f"References look like {known[0]}."
    return GivenProblems([Problem(what, reference, f"is not a {what} of this programme.", fix)])


def near_reference(reference: str, known: Sequence[str]) -> str | None:
    """The reference that was probably meant: the same but for capitals and zeros, else the likest."""
    same = [one for one in known if _bare(one) == _bare(reference)]
    alike = difflib.get_close_matches(reference[:100], known, n=1)
    return next(iter([*same, *alike]), None)


def _bare(reference: str) -> str:
    return re.sub(r"0*(\d+)", r"\1", reference[:100].casefold().strip())
