"""A text with everything it leaves open filled in for one person and one plan."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from hashlib import sha256

from punctum import Clinic, InputError
from punctum.evidence import LANGUAGES, Language
from punctum.report import Line, Section, consent_sections, full_day
from punctum_clinic.consent.data import placeholders
from punctum_clinic.consent.markup import SIGNS, heading, item, one_line, plain
from punctum_clinic.consent.models import Template
from punctum_clinic.consent.plan_value import value_of
from punctum_clinic.consent.wording import NAME, problems_of
from punctum_clinic.plans.models import Plan
from punctum_clinic.practice.profile import clinic as clinic_now

# Placeholder → the part of what the core says, where the names differ.
PARTS = {
    "results": "can",
    "reactions": "normal",
    "harms": "harm",
    "likelier": "flags",
    "other_ways": "ways",
    "costs": "cost",
}
EMPTY_LINES = re.compile(r"\n{3,}")


def fill(template: Template, plan: Plan, *, hours: int, clinic: Clinic | None = None) -> str:
    """The text of a template for the person of a signed plan; the same input gives the same text.

    Arguments:
        hours: given to think it over. clinic: with its numbers and prices; as it is now if none is given.

    Raises:
        InputError: the text holds what cannot be filled, or the plan no longer says what was signed.
    """
    if problems := problems_of(template.body):
        raise InputError(problems)
    own = clinic or clinic_now()
    language = language_of(template.language)
    parts = consent_sections(value_of(plan, own), language)
    words = _words(plan, own, language, hours)
    blocks = {
        name: _block(name, parts.get(PARTS.get(name, name)))
        for name, placeholder in placeholders().items()
        if placeholder.is_block
    }
    lines: list[str] = []
    for line in template.body.splitlines():
        alone = NAME.fullmatch(line.strip())
        if alone and alone[1] in blocks:
            lines += blocks[alone[1]]
        else:
            filled = NAME.sub(lambda found: words[found[1]], line)
            lines.append(filled if line.startswith(SIGNS) else plain(filled) if line[:1] == "{" else filled)
    return EMPTY_LINES.sub("\n\n", "\n".join(lines)).strip() + "\n"


def sha256_of(text: str) -> str:
    """The hash of a text: of its UTF-8 bytes."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def language_of(code: str) -> Language:
    """The language of that code; English if the core does not speak it."""
    return next((language for language in LANGUAGES if language == code), "en")


def _words(plan: Plan, clinic: Clinic, language: Language, hours: int) -> dict[str, str]:
    person = plan.person
    words = {
        "person": str(person),
        "born": full_day(person.birth_date, language),
        "clinic": clinic.name,
        "address": clinic.address,
        "phone": clinic.phone,
        "out_of_hours": clinic.out_of_hours,
        "emergency": clinic.emergency_number,
        "plan": str(plan.number),
        "made_on": full_day(plan.made_on, language),
        "clinician": str(plan.signed_by or plan.made_by),
        "hours": str(hours),
    }
    return {name: one_line(value) for name, value in words.items()}


def _block(name: str, section: Section | None) -> list[str]:
    if section is None:
        return []
    if name == "call":
        return list(_calls(section))
    lines = [item(line.text) for line in section.lines]
    if section.grid:
        lines += [item(_row(row)) for row in section.grid.rows]
    for group in section.groups:
        lines += ["", heading(group.title.text), ""] + [item(line.text) for line in group.lines]
    return lines


def _calls(section: Section) -> Iterator[str]:
    """Each level with what to do and the numbers; the signs stand on the pages that the person takes home."""
    for group in section.groups:
        yield from ("", heading(group.title.text), "", *(item(note.text) for note in group.notes))


def _row(row: Iterable[Line]) -> str:
    first, *others = (line.text for line in row)
    rest = f"{'. '.join(other.rstrip('.') for other in others)}."
    return f"{first} {rest}" if first.endswith(".") else f"{first}: {rest}"
