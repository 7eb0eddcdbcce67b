"""What people write in an intake form: medicines, conditions, allergies, products, and what they ask for."""

from __future__ import annotations

from typing import Annotated, Literal

from punctum.evidence.table import Ref, Row, SourcedRow, Table

Kind = Literal["medicine", "condition", "procedure", "request", "allergy", "product", "exposure"]
Form = Literal["oral", "topical", "patch", "injected", "inhaled", "nasal", "eye"]

ConceptId = Annotated[str, Ref("concepts")]
RuleId = Annotated[str, Ref("rules")]


class Concept(SourcedRow):
    """One thing a person can disclose or ask for.

    Arguments:
        kind: where in a patient file it is expected.
        name: how the project calls it.
        synonyms: other names, brands and common misspellings.
        bare_synonyms: names too everyday to be found inside a sentence; they count only as the whole answer.
        drug_class: class or group, in free words.
        code: ATC or ICD-10 code as `ATC:…` or `ICD10:…`; a mapping, never a key.
        forms: forms ("tablet", "cream") that leave the concept unchanged when they are written beside the name.
        no_action: it changes nothing, so it must not become a referral.
        implies_rules: screening rules that hold until the person has answered `ask`.
        implies_concepts: what the entry suggests; a file that states one of them has answered.
        look_alikes: concepts whose names look alike; a misspelling never decides between them.
        ask: one plain question to the person.
        note: for the clinician.
    """

    kind: Kind
    name: str
    synonyms: tuple[str, ...] = ()
    bare_synonyms: tuple[str, ...] = ()
    drug_class: str = ""
    code: str = ""
    forms: tuple[Form, ...] = ()
    no_action: bool = False
    implies_rules: tuple[RuleId, ...] = ()
    implies_concepts: tuple[ConceptId, ...] = ()
    look_alikes: tuple[ConceptId, ...] = ()
    ask: str = ""
    note: str = ""


FillerRole = Literal["opening", "unit", "dose", "allergy"] | Form


class EmptyWord(Row):
    """A whole answer that says nothing is there, such as "none"."""

    text: str


class FillerWord(Row):
    """Words beside a name that are no part of it: "I take", a unit, a dose, a form, a word of allergy."""

    text: str
    role: FillerRole


CONCEPTS = Table("punctum.evidence", "concepts", Concept)
EMPTY_WORDS = Table("punctum.evidence", "empty_words", EmptyWord)
FILLER_WORDS = Table("punctum.evidence", "filler_words", FillerWord)
