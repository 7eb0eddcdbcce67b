"""The tables of the intake: questions, the answers offered, what is not asked and why, and the words around them."""

from __future__ import annotations

from typing import Annotated, Literal

from punctum.evidence.concepts import ConceptId, RuleId
from punctum.evidence.scales import ScaleId
from punctum.evidence.table import PatientName, PatientText, Ref, Row, SourcedRow, Table

WordId = Annotated[str, Ref("intake_words")]
Vocabulary = Literal["", "offered", "zones", "history_zones", "subtypes"]
RuleField = Literal["", "active", "controlled", "severity", "since"]


class IntakeQuestion(SourcedRow):
    """One question; what kind of answer it takes follows from the field that it writes.

    Arguments:
        section: the heading it stands under. path: the field of a patient file that it writes.
        text, help: what is asked. required: may not be skipped; "not sure" is an answer too.
        vocabulary: where the answers on offer come from. scale: a questionnaire whose items are asked instead.
        asked_by_rule: asked of those whose age and sex this screening rule is about.
        when_field, when_values: asked once that field of the same entry has one of these answers.
        when_rules_use: asked of what some screening rule judges by this field.
    """

    section: WordId
    path: str
    text: PatientText
    help: PatientText = ""
    required: bool
    vocabulary: Vocabulary = ""
    scale: ScaleId | None = None
    asked_by_rule: RuleId | None = None
    when_field: str = ""
    when_values: tuple[str, ...] = ()
    when_rules_use: RuleField = ""


class IntakeOption(Row):
    """One answer on offer: what is written, or the concept whose name is written, and how patients call it.

    `group`: a heading for long lists. `common`: shown at once; the rest is found by searching.
    """

    question: Annotated[str, Ref("intake_questions")]
    value: str = ""
    concept: ConceptId | None = None
    label: PatientName
    group: WordId | None = None
    common: bool = True


class NotAsked(Row):
    """A field of a patient file that no patient is asked for, and why; `id` is its path."""

    reason: str


class IntakeWord(Row):
    """A heading, or a word on a button."""

    kind: Literal["section", "group", "answer"]
    text: PatientName


INTAKE_QUESTIONS = Table("punctum.intake", "intake_questions", IntakeQuestion)
INTAKE_OPTIONS = Table("punctum.intake", "intake_options", IntakeOption)
INTAKE_NOT_ASKED = Table("punctum.intake", "intake_not_asked", NotAsked)
INTAKE_WORDS = Table("punctum.intake", "intake_words", IntakeWord)

TABLES = (INTAKE_QUESTIONS, INTAKE_OPTIONS, INTAKE_NOT_ASKED, INTAKE_WORDS)
