"""Words to choose from while somebody types, and what the core calls them."""

from __future__ import annotations

from functools import cache

from punctum.evidence import CONCEPTS, Language, translated
from punctum.intake import Question, intake_questions
from punctum_clinic.intake.questions import language
from punctum_clinic.people.words import SUBJECT_KINDS

SHOWN = 12


def suggestions(root: str, text: str) -> list[str]:
    """Names that hold what was typed, those that begin with it first."""
    typed = text.strip().casefold()
    found = [name for name in _names(root, language()) if typed in name.casefold()] if typed else []
    return sorted(found, key=lambda name: not name.casefold().startswith(typed))[:SHOWN]


def value_of(question: Question, text: str) -> str:
    """What is stored for a typed name: the value of the option of that name, else the text as it was typed."""
    typed = text.casefold()
    for option in question.options:
        if typed in (option.label.casefold(), str(option.value).casefold()):
            return str(option.value)
    return text


@cache
def _names(root: str, spoken: Language) -> tuple[str, ...]:
    question = next((one for one in intake_questions(spoken) if one.id == root and one.fields), None)
    if question is None or (kind := SUBJECT_KINDS.get(root)) is None:
        return ()
    labels = [option.label for option in question.fields[0].options]
    known = [concept for concept in CONCEPTS.rows if concept.kind == kind]
    names = [translated(concept.name, spoken) for concept in known]
    others = [synonym for concept in known for synonym in concept.synonyms]
    return tuple({name.casefold(): name for name in (*others, *names, *labels)[::-1]}.values())
