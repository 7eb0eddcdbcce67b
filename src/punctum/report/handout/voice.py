"""How lines are made: a sentence or a text of a table in one language, with what it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from punctum.care import Instruction
from punctum.evidence import INDICATIONS, STUDIES, Language, Said, said, say
from punctum.evidence.language import is_translated, list_text, translated
from punctum.evidence.sentences import Value
from punctum.outcome.subtypes import SUBTYPES
from punctum.report.handout.values import Line, Mark
from punctum.report.words import capital
from punctum.screening import RULES

PLAN = "plan"


@dataclass(frozen=True, slots=True)
class Voice:
    """Says things in one language."""

    language: Language

    def own(self, text: str, ref: str = PLAN) -> Line:
        """A text that nobody translates: a name, a number, a date that is already written out."""
        return Line(text, ref)

    def table(self, text: str, ref: str, mark: Mark = "") -> Line:
        """A text of a table."""
        return Line(capital(translated(text, self.language)), ref, mark, self._untranslated(text))

    def sentence(self, name: str, /, *, own: tuple[str, ...] = (), mark: Mark = "", **values: Value) -> Line:
        """One of the handout's sentences. `own` names the values that nobody translates."""
        return self.of(said(f"handout_{name}", **values), own=own, mark=mark)

    def consent(self, name: str, /, **values: Value) -> Line:
        """One of the sentences of a consent; what it names is translated where it can be."""
        return self.of(said(f"consent_{name}", **values), own=("concern", "currency", "product"))

    def of(self, what: Said, *, own: tuple[str, ...] = (), mark: Mark = "") -> Line:
        """A sentence that an earlier stage has made; a quoted text rests on the row it comes from."""
        values = dict(what.values)
        text = values.get("text")
        quoted = what.sentence == "quoted" and isinstance(text, str)
        ref = grounds().get(str(text), PLAN) if quoted else f"sentences.{what.sentence}"
        missing = tuple(
            part for name, value in values.items() if name not in own for part in self._untranslated(*_texts(value))
        )
        return Line(capital(say(what, self.language)), ref, mark, missing)

    def instruction(self, item: Instruction) -> Line:
        """One care instruction, marked when it forbids or asks."""
        mark: Mark = "avoid" if item.polarity == "avoid" else "do" if item.polarity == "do" else ""
        return self.table(item.text, f"items.{item.item}", mark)

    def listed(self, names: tuple[str, ...]) -> str:
        """`a, b and c`, as they are."""
        return list_text(names, self.language)

    def _untranslated(self, *texts: str) -> tuple[str, ...]:
        return tuple(text for text in texts if not is_translated(text, self.language) and text not in names())


def joined(lines: tuple[Line, ...]) -> Line:
    """Lines one after the other as one."""
    return Line(
        " ".join(line.text for line in lines),
        ";".join(dict.fromkeys(line.ref for line in lines)),
        missing=tuple(text for line in lines for text in line.missing),
    )


@cache
def grounds() -> dict[str, str]:
    """The row that each text comes from which other stages quote."""
    return (
        {row.patient_text: f"subtypes.{row.id}" for row in SUBTYPES.rows}
        | {row.answer: f"indications.{row.id}" for row in INDICATIONS.rows}
        | {row.patient_reason: f"rules.{row.id}" for row in reversed(RULES.rows) if row.patient_reason}
    )


@cache
def names() -> frozenset[str]:
    """Names of works, which are the same in every language."""
    return frozenset(arm.label for arm in STUDIES.rows)


def _texts(value: Value) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else value if isinstance(value, tuple) else ()
