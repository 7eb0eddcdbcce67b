"""The questions of the intake, made from their table, the schema of a patient file and the vocabulary."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from punctum.evidence import CONCEPTS, INDICATIONS
from punctum.evidence.language import Language, translated
from punctum.evidence.limits import LIMITS
from punctum.evidence.scale_form import score_form
from punctum.intake.fields import answer_kind, field_types
from punctum.intake.tables import INTAKE_OPTIONS, INTAKE_QUESTIONS, INTAKE_WORDS, IntakeQuestion
from punctum.intake.values import Option, Question
from punctum.intake.when import asked_when
from punctum.skin import ZONE_ALIASES, ZONES

EVERYWHERE = "everywhere"
# Written as text, but only known names are taken.
CLOSED = frozenset({"concerns.indication"})


@cache
def intake_questions(language: Language = "en") -> tuple[Question, ...]:
    """Every question of the intake in its order, with follow-ups inside the question they belong to.

    Arguments:
        language: of texts, help and labels; ids, paths and values are the same in every language.
    """
    return tuple(
        question for row in INTAKE_QUESTIONS.rows if "[]." not in row.path for question in _questions(row, language)
    )


@cache
def intake_words(language: Language = "en") -> Mapping[str, str]:
    """Headings of sections and groups, and the words on buttons (`answer_yes`, `answer_not_sure`…), by id."""
    return MappingProxyType({row.id: translated(row.text, language) for row in INTAKE_WORDS.rows})


@cache
def by_id() -> Mapping[str, Question]:
    """The questions at the top, by id."""
    return MappingProxyType({question.id: question for question in intake_questions()})


def _questions(row: IntakeQuestion, language: Language) -> tuple[Question, ...]:
    """The question of a row; a questionnaire is one question an item, whose words it brings along."""
    if row.scale is None:
        return (_question(row, language),)
    form = score_form(row.scale, language)
    return tuple(
        Question(
            id=f"{row.id}_{number}",
            path=row.path.replace("[]", f"[{number - 1}]"),
            kind=answer_kind(row.path, offered=True),
            section=row.section,
            section_title=intake_words(language)[row.section],
            text=item.label,
            help=translated(row.text, language),
            required=row.required,
            options=tuple(Option(value=int(choice.points), label=choice.label) for choice in item.choices),
        )
        for number, item in enumerate(form.items, 1)
    )


def _question(row: IntakeQuestion, language: Language) -> Question:
    kind = answer_kind(row.path, offered=bool(row.vocabulary))
    limit = LIMITS.by_id.get(row.path.rsplit(".", 1)[-1]) if kind == "number" else None
    inside = (other for other in INTAKE_QUESTIONS.rows if other.path.startswith(f"{row.path}[]."))
    return Question(
        id=row.id,
        path=row.path,
        kind=kind,
        section=row.section,
        section_title=intake_words(language)[row.section],
        text=translated(row.text, language),
        help=translated(row.help, language),
        required=row.required,
        options=_options(row, language),
        free_text=kind == "words" or (kind == "choice" and field_types()[row.path] is str and row.id not in CLOSED),
        unit=limit.unit if limit else "",
        minimum=limit.minimum if limit else None,
        maximum=limit.maximum if limit else None,
        asked_when=asked_when(row),
        fields=tuple(_question(other, language) for other in inside) if kind == "things" else (),
    )


def _options(row: IntakeQuestion, language: Language) -> tuple[Option, ...]:
    if row.vocabulary == "offered":
        words = intake_words(language)
        return tuple(
            Option(
                value=CONCEPTS.by_id[offered.concept].name if offered.concept else offered.value,
                label=translated(offered.label, language),
                group=words[offered.group] if offered.group else "",
                common=offered.common,
            )
            for offered in INTAKE_OPTIONS.rows
            if offered.question == row.id
        )
    if row.vocabulary == "subtypes":
        return tuple(
            Option(value=subtype, label=translated(subtype, language), only_with=(indication.id,))
            for indication in INDICATIONS.rows
            for subtype in indication.subtypes
        )
    if row.vocabulary in ("zones", "history_zones"):
        everywhere = Option(value=EVERYWHERE, label=intake_words(language)["answer_everywhere"])
        return (everywhere, *_zones(language)) if row.vocabulary == "history_zones" else _zones(language)
    return ()


def _zones(language: Language) -> tuple[Option, ...]:
    return tuple(
        Option(
            value=zone.id,
            label=translated(zone.name, language),
            aliases=tuple(alias.id for alias in ZONE_ALIASES.rows if alias.zones == (zone.id,)),
        )
        for zone in ZONES.rows
    )
