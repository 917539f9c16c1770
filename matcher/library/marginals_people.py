"""How a made-up caseload is drawn: who, what they say, and how much of it is still blank."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from matcher.library.document import Document, Part
from matcher.library.marginals import Rate, Shares, Steps, Weights, refuse_strangers
from matcher.library.rubric import Stage
from matcher.records.words import Condition


class CareWords(Part):
    """A stretch of care as people write it, whether someone else has it, and what it is called."""

    days: str
    start: str
    end: str
    cover: Literal["none", "hoped_for", "confirmed"] = "none"
    what: str = ""


class CareTemplate(Part):
    """One usual way that care falls over the week."""

    id: str
    windows: tuple[CareWords, ...]


class Group(Part):
    """What differs between the groups a caseload is drawn from. The group itself is kept on no record."""

    week: Shares
    """By the usual weeks of vocabulary/weeks.yaml."""
    weekly_hours: Shares
    travel_limit: Steps
    care: Rate
    term_time_only: Rate
    evening_not_free: Rate
    longest_shift: Steps


class PeopleRates(Part):
    """How often something is said of a client, or stands in their file."""

    emphasis_said: Rate
    if_needed: Rate
    sector_unknown: Rate
    joined_unknown: Rate
    goal_agreed: Rate
    introduced: Rate
    least_hours_open: Rate
    floor_week: Rate
    earnings_ceiling: Rate
    demand_limited: Rate
    open_to_anything: Rate
    undecided: Rate
    refuses_job: Rate
    refuses_task: Rate
    refuses_employer: Rate
    refuses_area: Rate
    wants_area: Rate
    wants_employer: Rate
    words_not_linked: Rate
    driving_licence: Rate
    own_vehicle: Rate
    older_vehicle_category: Rate
    esol: Rate
    second_language: Rate
    registered: Rate
    no_reference: Rate
    months_said: Rate
    skill_of_work: Rate
    skill_not_yet: Rate
    licence_missing: Rate
    gcse_said: Rate
    skills_complete: Rate
    work_complete: Rate
    standing_choice: Rate
    choice_wants_it: Rate
    permission: Rate
    old_enough: Rate
    question_put: Rate
    question_declined: Rate
    money_advice: Rate
    approved_words: Rate
    second_rater: Rate
    no_longer: Rate
    valid_until: Rate
    grade_unknown: Rate
    document_seen: Rate
    gap_booked: Rate
    review_booked: Rate
    owner_unknown: Rate
    due_unknown: Rate
    action_done: Rate
    action_overdue: Rate
    basis_missing: Rate
    basis_withdrawn: Rate
    basis_lapsed: Rate
    introduce_consent: Rate
    one_employer_consent: Rate
    role_answer: Rate
    remembered: Rate
    remembered_without_end: Rate


class PeopleSteps(Part):
    """Amounts, lengths and counts of clients."""

    wants: Steps
    accepts: Steps
    has_done: Steps
    months_done: Steps
    unpaid_work: Steps
    other_skills: Steps
    likes: Steps
    other_licences: Steps
    qualification_level: Steps
    gcse_grade: Steps
    notice_days: Steps
    floor_hour_pence: Steps
    floor_week_pence: Steps
    ceiling_week_pence: Steps
    demand_limit: Steps
    references: Steps
    level: Steps
    level_job_goal: Steps
    level_right_to_work: Steps


class PeopleShares(Part):
    """How clients divide."""

    modes: Shares
    opportunities: Shares
    observer: Shares
    remembered: Shares
    role_answer: Shares


class People(Document):
    """The caseload: who is drawn, what they say, and how much of it is still blank."""

    groups: dict[str, Group]
    mix: Shares
    profile_blank: Steps
    """In how many clients how many in a thousand optional fields are blank."""
    care: tuple[CareTemplate, ...]
    care_mix: Weights
    nursery_ends: Rate
    odd_edges: Rate
    weekly_hours_bands: dict[str, tuple[int, int]]
    rates: PeopleRates
    seen: dict[Stage, Rate]
    steps: PeopleSteps
    shares: PeopleShares
    emphasis: dict[Condition, Shares]
    if_needed_times: tuple[tuple[str, str], ...]
    evening_times: tuple[str, str]
    languages: tuple[str, ...]
    words_not_linked: tuple[str, ...]
    unpaid_words: tuple[str, ...]
    approved_words: tuple[str, ...]
    action_words: dict[str, str]
    consent_words: str = Field(min_length=1)
    """How an introduction was asked for."""
    may_say: tuple[str, ...] = Field(min_length=3)
    """What may be said aloud, of which a made-up client agreed to up to three."""

    @model_validator(mode="after")
    def _names_agree(self) -> People:
        refuse_strangers("mix", self.mix.of, self.groups)
        refuse_strangers("care_mix", self.care_mix.of, {one.id for one in self.care})
        for name, group in self.groups.items():
            refuse_strangers(f"weekly_hours of {name}", group.weekly_hours.of, self.weekly_hours_bands)
        return self
