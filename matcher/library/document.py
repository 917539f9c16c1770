"""What every document of `models/` has, so that nobody has to ask who decided it, when and on what."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from matcher.base.days import Day

Mark = Literal["verified", "derived", "own_knowledge", "assumption", "unknown"]
"""How well a figure or a rule is known. `own_knowledge` never drives a legal gate; `unknown` is never a number."""


class Part(BaseModel):
    """Any piece of a document: frozen, no unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Source(Part):
    """Where something was read."""

    id: str
    title: str
    url: str = ""
    on: Day | None = None
    note: str = ""


class Change(Part):
    """One change to a document."""

    on: Day
    what: str


class Document(Part):
    """The head of every document."""

    id: str
    version: str
    status: Literal["draft", "reviewed", "in_use"]
    owner: str
    sources: tuple[Source, ...] = ()
    changes: tuple[Change, ...] = Field(default=())
