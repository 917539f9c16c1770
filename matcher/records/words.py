"""The closed lists that records are made of. The value is what a file holds; labels are the importers' matter."""

from __future__ import annotations

from enum import StrEnum


class Emphasis(StrEnum):
    """How much one condition matters to the client, in the client's choice."""

    MUST = "must"
    MOST = "most"
    PREFER = "prefer"
    ANY = "any"


class Condition(StrEnum):
    """What a client may put an emphasis on. Terms and gates name one of these."""

    TIMES = "times"
    HOURS = "hours"
    TRAVEL = "travel"
    PAY = "pay"
    NOTICE = "notice"
    SHIFT_LENGTH = "shift_length"
    HOLIDAYS = "holidays"
    DEMANDS = "demands"
    TASKS = "tasks"


class Stance(StrEnum):
    """What a client says of a job, a task, a skill, a paper, an employer, an area or one vacancy."""

    WANTS = "wants"
    ACCEPTS = "accepts"
    REFUSES = "refuses"
    LIKES = "likes"
    HAS_DONE = "has_done"
    CAN_DO = "can_do"
    NOT_YET = "not_yet"
    HOLDS = "holds"
    DOES_NOT_HOLD = "does_not_hold"


class Kind(StrEnum):
    """What a statement is about."""

    OCCUPATION = "occupation"
    TASK = "task"
    EMPLOYER = "employer"
    AREA = "area"
    LICENCE_DRIVING = "licence_driving"
    OWN_VEHICLE = "own_vehicle"
    LICENCE_OTHER = "licence_other"
    REGISTRATION = "professional_registration"
    GCSE = "qualification_gcse"
    LEVEL = "qualification_nvq_or_level"
    LANGUAGE = "language"
    REFERENCES = "references"
    EXPERIENCE = "experience"


class Mode(StrEnum):
    """Ways of travelling to work."""

    WALK = "walk"
    CYCLE = "cycle"
    BUS = "bus"
    CAR = "car"


class Demand(StrEnum):
    """What a job asks of the body and the senses, 0 none, 1 some of the shift, 2 most of the shift."""

    STANDING = "standing"
    LIFTING = "lifting"
    OUTDOORS = "outdoors"
    COLD = "cold"
    HEAT = "heat"
    NOISE = "noise"
    PACE = "pace"
    PUBLIC = "public"
    ALONE = "alone"
    HEIGHT = "height"
    SCREEN = "screen"
    CHEMICALS = "chemicals"


class Opportunity(StrEnum):
    """Kinds of opportunity; only the first two are jobs."""

    JOB = "job"
    APPRENTICESHIP = "apprenticeship"
    PAID_TRIAL = "paid_trial"
    TASTER = "taster"
    PLACEMENT = "placement"
    VOLUNTEERING = "volunteering"


class Contract(StrEnum):
    """How the work is offered."""

    PERMANENT = "permanent"
    FIXED_TERM = "fixed_term"
    TEMPORARY = "temporary"
    ZERO_HOURS = "zero_hours"
    BANK = "bank"
    APPRENTICESHIP = "apprenticeship"
    VOLUNTEER = "volunteer"
    SELF_EMPLOYED = "self_employed"


class VacancyStatus(StrEnum):
    """Where a vacancy is in its life."""

    OPEN = "open"
    PAUSED = "paused"
    FILLED = "filled"
    WITHDRAWN = "withdrawn"


class Importance(StrEnum):
    """How the employer's words put a requirement."""

    ESSENTIAL = "essential"
    DESIRABLE = "desirable"
    NOT_REQUIRED = "not_required"
    UNCLEAR = "unclear"


class RequirementStatus(StrEnum):
    """Where the conversation about a requirement stands."""

    AS_STATED = "as_stated"
    ASKED = "asked"
    KEPT = "kept_with_reason"
    RELAXED = "relaxed"
    REMOVED = "removed"


class Role(StrEnum):
    """Who says something about a client."""

    CLIENT = "client"
    KEY_WORKER = "key_worker"
    EPC = "epc"
    TRAINING_PROVIDER = "training_provider"
    CHILDCARE_PROVIDER = "childcare_provider"
    HEALTH_OR_SPECIALIST = "health_or_specialist"
    EMPLOYER_HOST = "employer_host"


class Grade(StrEnum):
    """What an observation rests on, strongest first."""

    DOCUMENT = "A"
    THIRD_PARTY = "B"
    WORKER_SAW = "C"
    CLIENT_SAYS = "D"


class Cover(StrEnum):
    """Whether someone else has the child or adult in a care window."""

    NONE = "none"
    HOPED_FOR = "hoped_for"
    CONFIRMED = "confirmed"


class CareWeeks(StrEnum):
    """In which weeks of the year a care window holds."""

    ALL_YEAR = "all_year"
    TERM_TIME = "term_time"
    HOLIDAYS = "holidays"


class Free(StrEnum):
    """What a spell of the client's week is."""

    FREE = "free"
    IF_NEEDED = "if_needed"
    NOT_FREE = "not_free"


class IntroduceNow(StrEnum):
    """Each role's own answer for one vacancy, given before seeing the other's."""

    YES = "yes"
    YES_WITH = "yes_with"
    NOT_YET = "not_yet"
