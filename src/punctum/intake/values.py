"""What an intake is made of: questions, the answers on offer, and when a question is asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

AnswerKind = Literal["yes_no", "date", "dates", "number", "choice", "choices", "things", "words", "text"]
NOT_SURE = "not_sure"
SKIPPED = "skipped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One answer on offer.

    Arguments:
        value: what is stored. label: how patients call it. aliases: other words for it, for a search, in English.
        group: the heading of its group. common: shown at once; the rest is found by searching.
        only_with: offered only beside these answers to the question of the same entry that comes first.
    """

    value: str | int
    label: str
    aliases: tuple[str, ...] = ()
    group: str = ""
    common: bool = True
    only_with: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """One condition of a question; all of them must hold.

    Arguments:
        question: whose answer decides. values: the answers that ask it. concepts: what a written name may mean.
        age_min_years, age_max_years: where the answer is a birth date.
        if_unknown: asked too while the deciding answer is missing.
    """

    question: str
    values: tuple[str, ...] = ()
    concepts: tuple[str, ...] = ()
    age_min_years: float | None = None
    age_max_years: float | None = None
    if_unknown: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question of the intake.

    Arguments:
        id: the key of its answer; in an entry of a list, the key is `key`.
        path: the field of a patient file that it writes, such as `medicines[].stopped`.
        kind: `yes_no` true or false; `date` and `dates` as YYYY-MM-DD; `number`; `choice` the value of an option;
            `choices` a list of them; `things` a list of objects with the keys of `fields`; `words` a list of short
            texts; `text`. An empty list says that there is nothing. `NOT_SURE` answers any question, and `SKIPPED` any
            that is not required; both leave the field unstated.
        section: its heading, `section_title` in words. required: may not be skipped.
        options: the answers on offer. free_text: whether another answer may be written.
        unit, minimum, maximum: of a number. asked_when: all must hold. fields: what is asked about each thing.
    """

    id: str
    path: str
    kind: AnswerKind
    section: str
    section_title: str
    text: str
    help: str
    required: bool
    options: tuple[Option, ...] = ()
    free_text: bool = False
    unit: str = ""
    minimum: float | None = None
    maximum: float | None = None
    asked_when: tuple[When, ...] = ()
    fields: tuple[Question, ...] = ()

    @property
    def key(self) -> str:
        """The key of its answer in an entry of a list."""
        return self.path.rsplit(".", 1)[-1]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an intake has come.

    Arguments:
        asked: the questions that are asked now, in order. unanswered: ids of those without an answer, and of fields of
            things such as `medicines[0].stopped`. required: those of them that may not be left out.
    """

    asked: tuple[Question, ...]
    unanswered: tuple[str, ...]
    required: tuple[str, ...]

    @property
    def complete(self) -> bool:
        """Whether nothing is left that may not be left out."""
        return not self.required
