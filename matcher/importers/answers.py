"""The fixed lists of the workbook: what a person chooses in a drop-down, and the value it stands for."""

from __future__ import annotations

from matcher.importers.labels import listed
from matcher.records.words import (
    CareWeeks,
    Condition,
    Contract,
    Cover,
    Demand,
    Emphasis,
    Free,
    Grade,
    Importance,
    IntroduceNow,
    Kind,
    Mode,
    Opportunity,
    RequirementStatus,
    Role,
    Stance,
    VacancyStatus,
)

YES_NO = listed({True: "Yes", False: "No"}, {"y": True, "true": True, "n": False, "false": False})

EMPHASIS = listed(
    {
        Emphasis.MUST: "Must",
        Emphasis.MOST: "Matters most",
        Emphasis.PREFER: "Prefer",
        Emphasis.ANY: "Do not mind",
    },
    {"don't mind": Emphasis.ANY, "does not mind": Emphasis.ANY},
)

CONDITIONS: dict[Condition, tuple[str, str]] = {
    Condition.TIMES: ("Times of day matter", "the times of the week they can work"),
    Condition.HOURS: ("Hours matter", "how many hours a week"),
    Condition.TRAVEL: ("Travel matters", "how long the journey takes"),
    Condition.PAY: ("Pay matters", "the lowest pay"),
    Condition.NOTICE: ("Notice matters", "how early shifts are known"),
    Condition.SHIFT_LENGTH: ("Shift length matters", "how long one shift is"),
    Condition.HOLIDAYS: ("School holidays matter", "having school holidays free"),
    Condition.DEMANDS: ("Demands matter", "what the work asks of the body and the senses"),
    Condition.TASKS: ("Tasks matter", "which tasks the work is made of"),
}
"""Heading, and what it is about, for the client's emphasis on each condition."""

DEMANDS: dict[Demand, str] = {
    Demand.STANDING: "Standing",
    Demand.LIFTING: "Lifting",
    Demand.OUTDOORS: "Outdoors",
    Demand.COLD: "Cold",
    Demand.HEAT: "Heat",
    Demand.NOISE: "Noise",
    Demand.PACE: "Fast pace",
    Demand.PUBLIC: "Meeting the public",
    Demand.ALONE: "Working alone",
    Demand.HEIGHT: "Heights",
    Demand.SCREEN: "Screen work",
    Demand.CHEMICALS: "Cleaning chemicals",
}
SHARE_OF_SHIFT = listed({0: "None of the shift", 1: "Some of the shift", 2: "Most of the shift"})

MODES = listed(
    {Mode.WALK: "Walk", Mode.CYCLE: "Cycle", Mode.BUS: "Bus", Mode.CAR: "Car"},
    {"walking": Mode.WALK, "on foot": Mode.WALK, "bike": Mode.CYCLE, "cycling": Mode.CYCLE, "driving": Mode.CAR},
)

NATIONS = listed(
    {"england": "England", "wales": "Wales", "scotland": "Scotland", "northern_ireland": "Northern Ireland"}
)

OPPORTUNITIES = listed(
    {
        Opportunity.JOB: "Job",
        Opportunity.APPRENTICESHIP: "Apprenticeship",
        Opportunity.PAID_TRIAL: "Paid trial",
        Opportunity.TASTER: "Taster",
        Opportunity.PLACEMENT: "Placement",
        Opportunity.VOLUNTEERING: "Volunteering",
    }
)

CONTRACTS = listed(
    {
        Contract.PERMANENT: "Permanent",
        Contract.FIXED_TERM: "Fixed term",
        Contract.TEMPORARY: "Temporary",
        Contract.ZERO_HOURS: "Zero hours",
        Contract.BANK: "Bank or relief",
        Contract.APPRENTICESHIP: "Apprenticeship",
        Contract.VOLUNTEER: "Volunteer",
        Contract.SELF_EMPLOYED: "Self-employed",
    },
    {"self employed": Contract.SELF_EMPLOYED, "relief": Contract.BANK},
)

STATUSES = listed(
    {
        VacancyStatus.OPEN: "Open",
        VacancyStatus.PAUSED: "Paused",
        VacancyStatus.FILLED: "Filled",
        VacancyStatus.WITHDRAWN: "Withdrawn",
    }
)

FREE = listed({Free.FREE: "Free", Free.IF_NEEDED: "If needed", Free.NOT_FREE: "Not free"})

COVER = listed(
    {Cover.CONFIRMED: "Confirmed", Cover.HOPED_FOR: "Hoped for", Cover.NONE: "Nobody else"},
    {"none": Cover.NONE, "no": Cover.NONE},
)

CARE_WEEKS = listed(
    {CareWeeks.ALL_YEAR: "All year", CareWeeks.TERM_TIME: "Term time", CareWeeks.HOLIDAYS: "School holidays"},
    {"term": CareWeeks.TERM_TIME, "term time only": CareWeeks.TERM_TIME, "holidays": CareWeeks.HOLIDAYS},
)

STANCES = listed(
    {
        Stance.WANTS: "Wants",
        Stance.ACCEPTS: "Would accept",
        Stance.REFUSES: "Refuses",
        Stance.LIKES: "Likes doing",
        Stance.HAS_DONE: "Has done",
        Stance.CAN_DO: "Can do",
        Stance.NOT_YET: "Cannot do yet",
        Stance.HOLDS: "Holds",
        Stance.DOES_NOT_HOLD: "Does not hold",
        "anyway": "Wants this vacancy anyway",
        "no": "No to this vacancy",
    }
)

VACANCY_ITSELF = "vacancy"
KINDS = listed(
    {
        Kind.OCCUPATION: "Job",
        Kind.TASK: "Task or skill",
        Kind.EMPLOYER: "Employer",
        Kind.AREA: "Area",
        Kind.LICENCE_DRIVING: "Driving licence",
        Kind.OWN_VEHICLE: "Own vehicle",
        Kind.LICENCE_OTHER: "Licence or certificate",
        Kind.REGISTRATION: "Professional registration",
        Kind.GCSE: "GCSE",
        Kind.LEVEL: "Qualification level",
        Kind.LANGUAGE: "Language",
        Kind.REFERENCES: "References",
        Kind.EXPERIENCE: "Work experience",
        VACANCY_ITSELF: "Vacancy",
    },
    {"task": Kind.TASK, "skill": Kind.TASK, "certificate": Kind.LICENCE_OTHER, "licence": Kind.LICENCE_OTHER},
)

LANGUAGE_STEPS = listed(
    {
        1: "A1, a few words",
        2: "A2, everyday phrases",
        3: "B1, gets by at work",
        4: "B2, at ease at work",
        5: "C1, fluent",
        6: "C2, like a first language",
    },
    {"a1": 1, "a2": 2, "b1": 3, "b2": 4, "c1": 5, "c2": 6, "fluent": 5, "first language": 6},
)

ROLES = listed(
    {
        Role.CLIENT: "Client",
        Role.KEY_WORKER: "Key worker",
        Role.EPC: "EPC",
        Role.TRAINING_PROVIDER: "Training provider",
        Role.CHILDCARE_PROVIDER: "Childcare provider",
        Role.HEALTH_OR_SPECIALIST: "Health or specialist service",
        Role.EMPLOYER_HOST: "Employer or host",
    },
    {"employer partnership coordinator": Role.EPC},
)

GRADES = listed(
    {
        Grade.DOCUMENT: "Document seen",
        Grade.THIRD_PARTY: "Someone else confirmed it",
        Grade.WORKER_SAW: "Worker saw it",
        Grade.CLIENT_SAYS: "Client says so",
    },
    {"document": Grade.DOCUMENT, "third party": Grade.THIRD_PARTY, "client says": Grade.CLIENT_SAYS},
)

WORKED_SOURCES = listed(
    {
        "payslip": "Payslip",
        "employer": "Employer says so",
        "client": "Client says so",
        "contract": "Contract",
    },
    {"employer says": "employer", "client says": "client"},
)

INTRODUCE = listed({IntroduceNow.YES: "Yes", IntroduceNow.YES_WITH: "Yes, with", IntroduceNow.NOT_YET: "Not yet"})

IMPORTANCE = listed(
    {
        Importance.ESSENTIAL: "Essential",
        Importance.DESIRABLE: "Desirable",
        Importance.NOT_REQUIRED: "Not needed",
        Importance.UNCLEAR: "Unclear",
    },
    {"not required": Importance.NOT_REQUIRED},
)

REQUIREMENT_STATUSES = listed(
    {
        RequirementStatus.AS_STATED: "As stated",
        RequirementStatus.ASKED: "Asked",
        RequirementStatus.KEPT: "Kept with reason",
        RequirementStatus.RELAXED: "Relaxed",
        RequirementStatus.REMOVED: "Removed",
    }
)

PURPOSES = listed(
    {
        "matching": "Matching",
        "introduction": "Introduction",
        "adjustments": "Saying what would help",
        "story": "Telling their story",
        "equality": "Equality answers",
    },
    {"introductions": "introduction"},
)
BASES = listed({"agreement with notice": "Agreement with notice", "consent": "Consent"})

DECISIONS = listed(
    {
        "put_forward": "Put forward",
        "held": "Held for now",
        "declined": "Client said no",
        "employer_said_no": "Employer said no",
    }
)
