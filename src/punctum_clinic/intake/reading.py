"""The answer in a form that a phone sent, whatever it sent."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from punctum import InputError, Problem
from punctum.intake import NOT_SURE, SKIPPED, Question
from punctum_clinic.intake.places import Place
from punctum_clinic.intake.vocabulary import value_of

NONE = "none"
ENTRY, NAME = "entry:", "name:"


def read_answer(place: Place, post: QueryDict, answers: dict[str, Any]) -> Any:
    """The answer of a form.

    Arguments:
        answers: what stands so far; a list of things keeps the entries that are still ticked.

    Raises:
        InputError: nothing was answered, or not in a way that this question takes, or "none" beside something named.
    """
    question = place.question
    pressed = post.get("answer", "")
    if pressed in (NOT_SURE, SKIPPED, NONE) and _also_given(post, pressed):
        raise InputError([Problem(question.id, either_or(), _("both"))])
    if pressed == NOT_SURE and may_be_unsure(question):
        return NOT_SURE
    if pressed == SKIPPED and not question.required:
        return SKIPPED
    if pressed == NONE and may_be_none(question):
        return []
    answer = _read(place, question, post, answers)
    if answer is None:
        if question.required or question.kind in ("yes_no", "choice"):
            raise InputError([Problem(question.id, _("an answer"), _("nothing"))])
        return SKIPPED
    return answer


def either_or() -> str:
    """What is needed from somebody who ticked or wrote something and then pressed "none", "not sure" or "skip"."""
    return _("one of the two: what you ticked or wrote, or none of it. Take out what is not so")


def _also_given(post: QueryDict, pressed: str) -> bool:
    """Whether something else was ticked or written, which a hurried tap must never wipe away."""
    ticked = [*post.getlist("pick"), *(one for one in post.getlist("answer") if one != pressed)]
    return bool(ticked or any(one.strip() for name in ("text", "date") for one in post.getlist(name)))


def may_be_unsure(question: Question) -> bool:
    """Whether "not sure" is offered; the rest can be skipped, or has words of its own for it."""
    return question.kind in ("yes_no", "things")


def may_be_none(question: Question) -> bool:
    """Whether "none of these" is offered: not where somebody must have come for something."""
    return question.kind == "things" and question.fields[0].key == "name"


def _read(place: Place, question: Question, post: QueryDict, answers: dict[str, Any]) -> Any:
    given = post.get("answer", "")
    text = " ".join(post.get("text", "").split())
    match question.kind:
        case "yes_no":
            return {"yes": True, "no": False}.get(given)
        case "choice":
            return _chosen(question, given) if given else (value_of(question, text) if text else None)
        case "choices":
            return [_chosen(question, one) for one in post.getlist("answer")] or None
        case "number":
            return _number(text) if text else None
        case "date":
            return post.get("date", "").strip() or None
        case "dates":
            return [day for one in post.getlist("date") if (day := one.strip())] or None
        case "words":
            lines = [line for one in post.get("text", "").splitlines() if (line := " ".join(one.split()))]
            return [*post.getlist("answer"), *(value_of(question, line) for line in lines)] or None
        case "things":
            return _things(place, post, answers)
        case _:
            return post.get("text", "").strip() or None


def _chosen(question: Question, given: str) -> Any:
    """The value of an option, which may be a number; anything else is for the core to refuse."""
    return next((option.value for option in question.options if str(option.value) == given), given)


def _number(text: str) -> int | float | str:
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        return text
    return int(number) if number.is_integer() and abs(number) < 1e12 else number


def _things(place: Place, post: QueryDict, answers: dict[str, Any]) -> list[Any] | None:
    """The things that are ticked, in the order they were named, and the new ones."""
    name = place.root.fields[0]
    before = answers.get(place.root.id)
    entries = before if isinstance(before, list) else []
    ticked = post.getlist("pick")
    kept = [entry for index, entry in enumerate(entries) if f"{ENTRY}{index}" in ticked]
    new = [_chosen(name, pick.removeprefix(NAME)) for pick in ticked if pick.startswith(NAME)]
    if text := " ".join(post.get("text", "").split()):
        new.append(value_of(name, text))
    return [*kept, *({name.key: one} for one in dict.fromkeys(new))] or None
