"""The closed lists that records are made of. The value is what a file holds; labels are the importers' matter."""

from __future__ import annotations

from enum import Enum


class Emphasis(str, Enum):
    """How much one condition matters to the client, in the client's choice."""

    MUST = "must"
    MOST = "most"
    PREFER = "prefer"
    ANY = "any"


class Condition(str, Enum):
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


class Stance(str, Enum):
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


class Kind(str, Enum):
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


class Mode(str, Enum):
    """Ways of travelling to work."""

    WALK = "walk"
    CYCLE = "cycle"
    BUS = "bus"
    CAR = "car"


class Demand(str, Enum):
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


class Opportunity(str, Enum):
    """Kinds of opportunity; only the first two are jobs."""

    JOB = "job"
    APPRENTICESHIP = "apprenticeship"
    PAID_TRIAL = "paid_trial"
    TASTER = "taster"
    PLACEMENT = "placement"
    VOLUNTEERING = "volunteering"


class Contract(str, Enum):
    """How the work is offered."""

    PERMANENT = "permanent"
    FIXED_TERM = "fixed_term"
    TEMPORARY = "temporary"
    ZERO_HOURS = "zero_hours"
    BANK = "bank"
    APPRENTICESHIP = "apprenticeship"
    VOLUNTEER = "volunteer"
    SELF_EMPLOYED = "self_employed"


class VacancyStatus(str, Enum):
    """Where a vacancy is in its life."""

    OPEN = "open"
    PAUSED = "paused"
    FILLED = "filled"
    WITHDRAWN = "withdrawn"


class Importance(str, Enum):
    """How the employer's words put a requirement."""

    ESSENTIAL = "essential"
    DESIRABLE = "desirable"
    NOT_REQUIRED = "not_required"
    UNCLEAR = "unclear"


class RequirementStatus(str, Enum):
    """Where the conversation about a requirement stands."""

    AS_STATED = "as_stated"
    ASKED = "asked"
    KEPT = "kept_with_reason"
    RELAXED = "relaxed"
    REMOVED = "removed"


class Role(str, Enum):
    """Who says something about a client."""

    CLIENT = "client"
    KEY_WORKER = "key_worker"
    EPC = "epc"
    TRAINING_PROVIDER = "training_provider"
    CHILDCARE_PROVIDER = "childcare_provider"
    HEALTH_OR_SPECIALIST = "health_or_specialist"
    EMPLOYER_HOST = "employer_host"


class Grade(str, Enum):
    """What an observation rests on, strongest first."""

    DOCUMENT = "A"
    THIRD_PARTY = "B"
    WORKER_SAW = "C"
    CLIENT_SAYS = "D"


class Cover(str, Enum):
    """Whether someone else has the child or adult in a care window."""

    NONE = "none"
    HOPED_FOR = "hoped_for"
    CONFIRMED = "confirmed"


class Free(str, Enum):
    """What a spell of the client's week is."""

    FREE = "free"
    IF_NEEDED = "if_needed"
    NOT_FREE = "not_free"


class IntroduceNow(str, Enum):
    """Each role's own answer for one vacancy, given before seeing the other's."""

    YES = "yes"
    YES_WITH = "yes_with"
    NOT_YET = "not_yet"
