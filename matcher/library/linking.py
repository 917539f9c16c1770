"""How a word that a person used is tied to a vocabulary: what is folded away, what each kind of match is
worth."""

from __future__ import annotations

from pydantic import Field, model_validator

from matcher.library.document import Document, Mark, Part


class Worth(Part):
    """Confidence, 0 to 100, of each way a title can match; an exact name or alias is always 100."""

    without_noise: int = Field(ge=0, le=100)
    """The same words once grade, shift, contract and pay words are taken away."""
    without_setting: int = Field(ge=0, le=100)
    """The same words once words for where or with whom are taken away too."""
    begins: int = Field(ge=0, le=100)
    """The title begins with a name or alias; what follows is most often a place or a team."""
    ends: int = Field(ge=0, le=100)
    """A name or alias stands after or between other words, which may make it another job."""
    one_word_less: int = Field(ge=0, le=100)
    """Taken off `begins` and `ends` where the name or alias is one word only."""
    later_part_less: int = Field(ge=0, le=100)
    """Taken off for each part of the title (after a dash, a comma or a stroke) before the one that
    matched."""
    another_job_most: int = Field(ge=0, le=100)
    """The most there can be when the rest of the title names another job."""


class Calibration(Part):
    """How the thresholds were checked: hand-labelled titles, and how many links were right."""

    how: str
    titles: int = Field(ge=1)
    linked: int = Field(ge=0)
    right: int = Field(ge=0)
    mark: Mark

    @model_validator(mode="after")
    def _adds_up(self) -> Calibration:
        if not self.right <= self.linked <= self.titles:
            raise ValueError("right links are part of the links, and links part of the titles")
        return self


class TitleWords(Part):
    """Words of job titles that do not say what the job is. Written in any case; plural forms count as the
    same word."""

    noise: tuple[str, ...]
    """How, when, at what grade or for how much: never what job."""
    settings: tuple[str, ...]
    """Where or with whom the same job is done."""
    cut_at: tuple[str, ...]
    """From this word on, a title speaks of something else: a place, a team, a promise."""
    whatever_before: tuple[str, ...]
    """Names that stay the same job whatever stands before them: worth `begins` at the end of a title."""
    only_alone: tuple[str, ...]
    """Fields of work that name a job only where nothing else is said: `retail`, no `retail energy expert`."""
    another_job: tuple[str, ...]
    """Where one of these stands beside a name of ours, it is another job."""


class Linking(Document):
    """Everything that decides whether a word is linked, asked about, or left alone."""

    accept_at: int = Field(ge=1, le=100)
    ask_at: int = Field(ge=1, le=100)
    mark: Mark
    calibration: tuple[Calibration, ...] = Field(min_length=1)
    letters_share: int = Field(ge=0, le=100)
    """Of an inexact match: the share of the letters' likeness; the rest is the likeness of rare letter
    groups."""
    worth: Worth
    same_words: dict[str, str]
    """Other ways to write the same word, after case, punctuation and plural are folded."""
    titles: TitleWords
    phrase_noise: tuple[str, ...]
    """Words before or after a skill that do not say which skill."""

    @model_validator(mode="after")
    def _asks_below_what_it_accepts(self) -> Linking:
        if self.ask_at >= self.accept_at:
            raise ValueError("ask_at must be below accept_at, or nothing would ever be asked")
        if self.worth.another_job_most >= self.accept_at:
            raise ValueError("another_job_most must be below accept_at, or another job would be linked")
        return self
