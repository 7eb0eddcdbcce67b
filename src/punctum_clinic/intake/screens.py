"""What one screen shows: the question, the answers on offer, what stands there, and what is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from punctum import InputError
from punctum.intake import NOT_SURE, SKIPPED, Option, Question
from punctum.skin import Sex
from punctum_clinic.intake.pictures import Picture, zone_pictures
from punctum_clinic.intake.places import Place
from punctum_clinic.intake.questions import Standing
from punctum_clinic.intake.reading import ENTRY, NAME, either_or, may_be_none, may_be_unsure
from punctum_clinic.intake.wording import name_of, thing_in_words


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer on offer: what is sent, what it is called, whether it stands now."""

    value: str
    label: str
    chosen: bool
    more: str = ""


@dataclass(frozen=True, slots=True)
class Screen:
    """One question as a page.

    Arguments:
        about: the thing that a follow-up is about. groups: answers on offer under headings.
        text: what stands in the text field. dates: what stands in the date fields. stands: the answer now.
        unsure, skip, none: whether these are offered. rest: whether all other follow-ups can be skipped.
        listed: names for the list of the text field. error_lines: what is wrong.
    """

    place: Place
    question: Question
    about: str
    groups: tuple[tuple[str, tuple[Choice, ...]], ...]
    text: str
    dates: tuple[str, ...]
    stands: Any
    unsure: bool
    skip: bool
    none: bool
    rest: bool
    listed: tuple[str, ...]
    error_lines: tuple[str, ...]
    pictures: tuple[Picture, ...]

    @property
    def is_yes(self) -> bool:
        """Whether yes stands now."""
        return self.stands is True

    @property
    def is_no(self) -> bool:
        """Whether no stands now."""
        return self.stands is False

    @property
    def is_none(self) -> bool:
        """Whether "none of these" stands now."""
        return isinstance(self.stands, list) and not self.stands

    @property
    def is_unsure(self) -> bool:
        """Whether "not sure" stands now."""
        return bool(self.stands == NOT_SURE)

    @property
    def one_tap(self) -> bool:
        """Whether a tap on an answer saves it and goes on."""
        return self.question.kind in ("yes_no", "choice")


def screen_of(place: Place, standing: Standing, post: QueryDict | None, error: InputError | None) -> Screen:
    """The screen of a place. `post` is what was sent and refused; it is shown again."""
    question = place.question
    answer = place.answer_in(standing.answers)
    entry = place.entry_in(standing.answers)
    options = _offered(question, entry)
    return Screen(
        place=place,
        question=question,
        about=name_of(place.root, entry) if entry else "",
        groups=_things(place, standing, post) if question.kind == "things" else _choices(options, answer, post),
        text=post.get("text", "") if post is not None else _text(question, answer),
        dates=_dates(question, answer, post),
        stands=answer,
        unsure=may_be_unsure(question),
        skip=not question.required,
        none=may_be_none(question),
        rest=place.field is not None and not question.required,
        listed=_listed(question),
        error_lines=_needed(question, error) if error else (),
        pictures=zone_pictures(_sex(standing)) if question.kind == "choices" else (),
    )


def _needed(question: Question, error: InputError) -> tuple[str, ...]:
    """What an answer must be, in the words of a patient."""
    if any(problem.expected == either_or() for problem in error.problems):
        return (either_or(),)
    match question.kind:
        case "number" if question.minimum is not None and question.maximum is not None:
            span = {"low": f"{question.minimum:g}", "high": f"{question.maximum:g}", "unit": question.unit}
            return (_("a number from %(low)s to %(high)s %(unit)s") % span,)
        case "number":
            return (_("a number"),)
        case "date" | "dates":
            return (_("a full date after you were born; an end cannot come before its beginning"),)
        case "yes_no" | "choice" | "choices" | "things":
            return (_("one of the answers, or a name"),)
        case _:
            return tuple(problem.expected for problem in error.problems)


def _sex(standing: Standing) -> Sex:
    told = standing.answers.get("sex")
    return "female" if told == "female" else "male" if told == "male" else "unknown"


def _offered(question: Question, entry: dict[str, Any] | None) -> list[Option]:
    known = {str(value) for value in (entry or {}).values() if isinstance(value, str)}
    return [option for option in question.options if not option.only_with or known & set(option.only_with)]


def _choices(options: list[Option], answer: Any, post: QueryDict | None) -> tuple[tuple[str, tuple[Choice, ...]], ...]:
    if post is not None:
        standing = set(post.getlist("answer"))
    else:
        standing = {str(one) for one in answer} if isinstance(answer, list) else {str(answer)}
    found = [
        (option.group, Choice(str(option.value), option.label, str(option.value) in standing)) for option in options
    ]
    return _grouped(found)


def _things(place: Place, standing: Standing, post: QueryDict | None) -> tuple[tuple[str, tuple[Choice, ...]], ...]:
    """Things named already, then those that many people name."""
    root = place.root
    name = root.fields[0]
    before = standing.answers.get(root.id)
    entries = before if isinstance(before, list) else []
    ticked = None if post is None else set(post.getlist("pick"))
    named = [
        Choice(
            f"{ENTRY}{index}",
            name_of(root, entry if isinstance(entry, dict) else {name.key: entry}),
            ticked is None or f"{ENTRY}{index}" in ticked,
            thing_in_words(root, entry).partition(" · ")[2],
        )
        for index, entry in enumerate(entries)
    ]
    known = {str(entry.get(name.key) if isinstance(entry, dict) else entry) for entry in entries}
    offered = [
        (
            option.group,
            Choice(f"{NAME}{option.value}", option.label, ticked is not None and f"{NAME}{option.value}" in ticked),
        )
        for option in name.options
        if option.common and str(option.value) not in known
    ]
    return (*(() if not named else (("", tuple(named)),)), *_grouped(offered))


def _grouped(found: list[tuple[str, Choice]]) -> tuple[tuple[str, tuple[Choice, ...]], ...]:
    return tuple((group, tuple(pair[1] for pair in pairs)) for group, pairs in groupby(found, key=lambda pair: pair[0]))


def _text(question: Question, answer: Any) -> str:
    if answer in (NOT_SURE, SKIPPED) or answer is None or isinstance(answer, bool):
        return ""
    offered = {str(option.value) for option in question.options}
    if isinstance(answer, list):
        return "\n".join(str(one) for one in answer if str(one) not in offered) if question.kind == "words" else ""
    return "" if str(answer) in offered else str(answer)


def _dates(question: Question, answer: Any, post: QueryDict | None) -> tuple[str, ...]:
    if post is not None:
        standing = post.getlist("date")
    elif isinstance(answer, list):
        standing = [str(one) for one in answer]
    else:
        standing = [] if answer in (None, NOT_SURE, SKIPPED) else [str(answer)]
    fields = 3 if question.kind == "dates" else 1
    return tuple([*standing, *[""] * fields][: max(fields, len(standing))])


def _listed(question: Question) -> tuple[str, ...]:
    """Names that are found by typing; the common ones stand as answers already."""
    name = question.fields[0] if question.kind == "things" else question
    return tuple(option.label for option in name.options if not option.common) if name.free_text else ()
