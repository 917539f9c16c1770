"""How requirements are read in the words of an advert: what opens a list, what asks, how much, and for what."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from matcher.library.document import Document, Part

ReadKind = Literal[
    "licence_driving",
    "own_vehicle",
    "qualification_gcse",
    "qualification_nvq_or_level",
    "qualification_degree",
    "professional_registration",
    "experience_same_job",
    "experience_general",
    "experience_years",
    "dbs_check",
    "right_to_work",
    "language",
    "it_skills",
    "physical",
    "age",
    "availability_full_flex",
    "vaccination",
    "references",
    "licence_other",
    "training_willing",
    "personal_quality",
    "other",
]
"""The kinds of requirement that reading an advert yields."""
KindPatterns = Literal[ReadKind, "experience", "experienced"]
"""Experience is found as one and told apart afterwards, by what it is of; an experienced cleaner has been a cleaner."""
Section = Literal["sought", "desirable", "duties", "offers", "other"]
Marker = Literal[
    "desirable_before",
    "desirable_after",
    "essential_before",
    "essential_after",
    "asked_before",
    "waived_before",
    "waived_after",
    "unclear",
]


class SectionReads(Part):
    """What opens one part of an advert."""

    section: Section
    headings: tuple[str, ...] = ()
    """Plain words of a heading."""
    leads: tuple[str, ...] = ()
    """Patterns of a line that ends in a colon and opens a list."""
    questions: tuple[str, ...] = ()
    """Patterns of a question that opens a list."""


class KindReads(Part):
    """How one kind is found."""

    kind: KindPatterns
    says: tuple[str, ...] = ()
    """Words that ask by themselves, wherever they stand but in what the employer offers."""
    things: tuple[str, ...] = ()
    """Words for a thing that is asked where the sentence, or the list it stands in, seeks something of a person."""
    opens: tuple[str, ...] = ()
    """Words such as `able to`, which belong to another kind where that kind's words follow."""
    other_senses: tuple[str, ...] = ()
    """Look-alikes: what they cover is not read for this kind."""


class RequirementValues(Part):
    """What a plain word stands for in a record."""

    licences: dict[str, tuple[str, ...]]
    """Ids of the licences vocabulary, with words beside its own aliases."""
    driving: dict[str, tuple[str, ...]]
    """Categories of a driving licence other than B."""
    registers: dict[str, tuple[str, ...]]
    gcse_subjects: dict[str, tuple[str, ...]]
    gcse_grades: dict[str, int]
    levels: dict[str, int]
    """Levels of qualifications whose name holds no number."""
    languages: tuple[str, ...]
    language_steps: dict[str, int]
    skills: dict[str, tuple[str, ...]]
    numbers: dict[str, int]


class RequirementReading(Document):
    """Patterns by which requirements are read. Bounds and wordings here decide nothing about a person."""

    lists: dict[str, tuple[str, ...]]
    sections: tuple[SectionReads, ...] = Field(min_length=1)
    ends_list: tuple[str, ...]
    openers: tuple[str, ...]
    seeks_strongly: tuple[str, ...]
    seeks: tuple[str, ...]
    item_seeks: tuple[str, ...]
    waives: tuple[str, ...]
    duty: tuple[str, ...]
    gives: tuple[str, ...]
    importance: dict[Marker, tuple[str, ...]]
    kinds: tuple[KindReads, ...] = Field(min_length=1)
    experience: dict[Literal["same", "general"], tuple[str, ...]]
    """What shows that an experience is of the same job, or of a setting, a group of people or other work."""
    families: tuple[tuple[str, ...], ...]
    """Words of one kind of work each: experience of one of them is of the same job, where the title has another."""
    fields: tuple[str, ...]
    """Words of a field, a setting or a level that many jobs share: experience of these alone is not of the same job."""
    generic: tuple[str, ...]
    """Words that tell no two requirements apart."""
    values: RequirementValues
    mended: tuple[str, ...]
    """Words of which one slipped letter is mended before anything is looked for."""
    real_words: tuple[str, ...]
    """Words of their own, one letter away from one of those."""
    one_word: tuple[str, ...]
    """Words with a capital inside; in any other word such a capital begins a new word that lost its space."""
