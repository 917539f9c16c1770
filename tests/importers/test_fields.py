"""Setting one fact as it would be typed: by its heading or short name, with the same checks as an import."""

import datetime as dt

import pytest

from matcher.base.ids import ClientId, EmployerId, RequirementId, VacancyId
from matcher.base.problems import GivenProblems
from matcher.importers.columns import Column
from matcher.importers.fields import set_field, settable
from matcher.importers.labels import Lists
from matcher.importers.sheets.clients import CLIENTS
from matcher.importers.sheets.employers import EMPLOYERS
from matcher.importers.sheets.vacancies import VACANCIES
from matcher.records.client import Client, Conditions, Statement
from matcher.records.employer import Employer
from matcher.records.programme import Programme
from matcher.records.requirement import DrivingLicence, Gcse, Requirement
from matcher.records.shape import Link
from matcher.records.vacancy import Vacancy
from matcher.records.words import Cover, Free, Importance, Kind, RequirementStatus, Stance

HELD = Statement(stance=Stance.HOLDS, kind=Kind.GCSE, what=Link(words="Maths", to="maths", confidence=100), level=3)
CLIENT = Client(id=ClientId("C1"), conditions=Conditions(hours_least_minutes=960), statements=(HELD,))
VACANCY = Vacancy(
    id=VacancyId("V1"),
    title="Cleaner",
    requirements=(
        Requirement(id=RequirementId("R1"), needs=(DrivingLicence(), Gcse(subject="maths", grade=4)), words="Licence"),
        Requirement(id=RequirementId("R10"), needs=(DrivingLicence(),)),
    ),
)
KNOWN = Programme(clients=(CLIENT,), vacancies=(VACANCY,), employers=(Employer(id=EmployerId("E1"), name="Example"),))


@pytest.fixture
def put(library, linker):
    def put(record, field, text, on=dt.date(2026, 11, 16)):
        return set_field(record, field, text, library, on=on, known=KNOWN, linker=linker)

    return put


def refusal(put, record, field, text, **more):
    with pytest.raises(GivenProblems) as refused:
        put(record, field, text, **more)
    (problem,) = refused.value.problems
    return problem.say()


def test_by_heading_by_short_name_and_back_to_not_known(put):
    assert put(CLIENT, "Most hours a week", "20").conditions.hours_most_minutes == 1200
    assert put(CLIENT, "hours most", "20.5").conditions.hours_most_minutes == 1230
    assert put(CLIENT, "hours_least", "not known").conditions.hours_least_minutes is None
    assert put(VACANCY, "Pay an hour from", "£13.50").pay_least_pence == 1350
    assert put(put(CLIENT, "Pay matters", "Must"), "Pay matters", "not asked").conditions.emphasis == {}


def test_what_was_there_stays_as_it_was(put):
    assert put(CLIENT, "Term time only", "Yes").model_copy(update={"conditions": CLIENT.conditions}) == CLIENT


def test_refusals_carry_the_allowed_values(put):
    assert refusal(put, CLIENT, "Pay matters", "a lot") == (
        'Pay matters "a lot": is not in the list. Choose one of: Must, Matters most, Prefer, Do not mind.'
    )
    assert refusal(put, CLIENT, "hours_most", "10").startswith(
        'Most hours a week "10": does not fit: the fewest hours a week are more than the most'
    )
    assert "Did you mean Most hours a week?" in refusal(put, CLIENT, "Most hour a week", "10")
    assert "These can be: " in refusal(put, CLIENT, "x", "10")
    assert "is not a fact of a client" in refusal(put, CLIENT, "Name", "Ann")
    assert "is not a fact of a client" in refusal(put, CLIENT, "Client", "C2")


def test_weeks_care_and_shifts_in_one_line(put):
    week = put(CLIENT, "Week", "Mon-Fri 9:15am to 2:45pm; Sat 9am to 1pm if needed").conditions.week
    assert [(spell.interval, spell.free) for spell in week[-2:]] == [
        ((4 * 1440 + 555, 4 * 1440 + 885), Free.FREE),
        ((5 * 1440 + 540, 5 * 1440 + 780), Free.IF_NEEDED),
    ]
    assert len(put(CLIENT, "week", "School hours; weekends").conditions.week) == 7
    assert put(CLIENT, "week", "not known").conditions.week is None
    assert put(CLIENT, "care", "Mon 3pm to 6pm confirmed").conditions.care[0].cover is Cover.CONFIRMED
    assert put(VACANCY, "Shifts", "Mon, Wed 10pm-6am; Sat 8am to noon may be worked").shifts[2].certain is False
    assert "does not give days and times" in refusal(put, CLIENT, "week", "nine to five")
    assert "morning or afternoon" in refusal(put, CLIENT, "week", "Mon 9 to 5pm")


def test_what_a_client_says_replaces_what_they_said_of_the_same_thing(put):
    better = put(CLIENT, "Holds GCSE", "Maths, 5")
    assert [(one.stance, one.what.to, one.level) for one in better.statements] == [(Stance.HOLDS, "maths", 5)]
    both = put(better, "Holds Driving licence", "yes")
    assert [one.kind for one in both.statements] == [Kind.GCSE, Kind.LICENCE_DRIVING]
    none = put(both, "Does not hold Driving licence", "B")
    assert [(one.stance, one.kind) for one in none.statements] == [
        (Stance.HOLDS, Kind.GCSE),
        (Stance.DOES_NOT_HOLD, Kind.LICENCE_DRIVING),
    ]
    assert put(CLIENT, "Holds GCSE", "not known").statements == ()
    assert put(CLIENT, "Refuses Employer", "E1").refused_employers == {"E1"}
    assert put(CLIENT, "No to this vacancy", "V1").choices[0].wants_it is False
    assert "is missing" in refusal(put, CLIENT, "No to this vacancy", "V1", on=None)
    assert "is not a reference of any employer" in refusal(put, CLIENT, "Refuses Employer", "E9")
    assert "matches nothing in our list" in refusal(put, CLIENT, "Wants Job", "quantum flute maker")


def test_one_column_of_one_requirement(put):
    changed = put(VACANCY, "R1 Status", "Removed")
    assert [one.status for one in changed.requirements] == [RequirementStatus.REMOVED, RequirementStatus.AS_STATED]
    assert changed.requirements[0].needs == VACANCY.requirements[0].needs
    assert put(VACANCY, "R10 How much it matters", "Desirable").requirements[1].importance is Importance.DESIRABLE
    assert "Did you mean Removed?" in refusal(put, VACANCY, "R1 Status", "Removd")
    assert "is not a fact of a vacancy" in refusal(put, VACANCY, "R7 Status", "Removed")


def test_every_heading_that_is_offered_can_be_set(put, library):
    for record, sheet in ((CLIENT, CLIENTS), (VACANCY, VACANCIES), (KNOWN.employers[0], EMPLOYERS)):
        columns: dict[str, Column] = {column.header: column for column in sheet.columns}
        for heading in settable(record):
            if heading in columns:
                column = columns[heading]
                offers = column.kind.offers(Lists(library))
                example = {"employer": "E1", "host": "E1", "allowed": "Any work, any hours"}.get(column.name)
                text = example or (offers[0] if offers else column.examples[0] or column.examples[1] or "01/02/2027")
                if column.name in ("old_enough", "allowed_hours", "pay_floor_week", "earnings_ceiling"):
                    text = {"old_enough": "18: 01/02/2027"}.get(column.name, "16")
                put(record, heading, text)
