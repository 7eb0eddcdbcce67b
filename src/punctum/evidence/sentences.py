"""Sentences for patients that hold values of their own plan: each once, in every language, with its ground."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from string import Formatter
from typing import Annotated, Literal

from pydantic import model_validator

from punctum.evidence.language import Language, date_text, list_text, number_text, translated
from punctum.evidence.table import AnyRow, Row, Table

Value = str | float | date | tuple[str, ...]


class Sentence(Row):
    """One sentence or two that belong together.

    Arguments:
        kind: what it asserts. `plan` tells of this plan, `frame` of the text itself; neither asserts anything else.
        rests_on: the reviewed rows it rests on, as `table:id` (`claims:SC001`, `adverse_events:AE01`). A sentence whose
            values come from other rows for each person names their table: one with pooled numbers says
            `tables:studies`, and the forecast names the rows in `pooled`.
        en, de: the text; `{name}` stands for a value, `{name:0}` for a number with that many decimals,
            `{name:or}` for a list of which one is enough.
    """

    kind: Literal["benefit", "mechanism", "risk", "business", "instruction", "plan", "frame"]
    rests_on: tuple[Annotated[str, AnyRow()], ...] = ()
    en: str
    de: str

    @property
    def asserts(self) -> bool:
        """Whether it says something about needling that may be true or not."""
        return self.kind in ("benefit", "mechanism", "risk", "business")

    @model_validator(mode="after")
    def _has_its_ground(self) -> Sentence:
        if self.asserts and not self.rests_on:
            raise ValueError(f"rows in rests_on, for it asserts a {self.kind}")
        if names_in(self.en) != names_in(self.de):
            raise ValueError("the same values in every language")
        return self


def names_in(template: str) -> frozenset[str]:
    """The names of the values that a template holds."""
    return frozenset(name for _, name, _, _ in Formatter().parse(template) if name)


SENTENCES = Table("punctum.evidence", "sentences", Sentence)


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence with the values of one plan. Texts among them are texts of tables or the person's own."""

    sentence: str
    values: tuple[tuple[str, Value], ...] = ()


def said(sentence: str, **values: Value) -> Said:
    """The sentence with these values.

    Raises:
        KeyError: there is no such sentence, or it lacks or does not know a value.
    """
    wanted = names_in(SENTENCES.by_id[sentence].en)
    if wanted != set(values):
        raise KeyError(f"{sentence}: expected the values {sorted(wanted)}, found {sorted(values)}")
    return Said(sentence, tuple(sorted(values.items())))


def quoted(text: str) -> Said:
    """A text of a table as a sentence; its row is its ground, and the catalogue knows it in other languages."""
    return said("quoted", text=text)


def english(what: Iterable[Said]) -> str:
    """Sentences in English, one after the other."""
    return " ".join(say(sentence, "en") for sentence in what)


def say(what: Said, language: Language) -> str:
    """The sentence in a language, with its values as that language writes them."""
    template = getattr(SENTENCES.by_id[what.sentence], language)
    values = dict(what.values)
    return "".join(
        before + (_value(values[name], form or "", language) if name else "")
        for before, name, form, _ in Formatter().parse(template)
    )


def _value(value: Value, form: str, language: Language) -> str:
    if isinstance(value, tuple):
        return list_text((translated(part, language) for part in value), language, choice=form == "or")
    if isinstance(value, date):
        return date_text(value, language)
    if isinstance(value, str):
        return translated(value, language)
    return number_text(value, language, int(form) if form else 1)
