"""The handout before it is typeset: sections of lines, each with what it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from punctum.evidence.language import Language

Mark = Literal["", "avoid", "do"]


@dataclass(frozen=True, slots=True)
class Line:
    """One text of one to a few sentences.

    Arguments:
        text: in the language of the handout.
        ref: what it rests on, as `table.row` (`sentences.handout_how`, `items.B01`, `rules.S045`), or `plan`.
        mark: `avoid` forbids, `do` asks; the words say so too.
        missing: texts in it that nobody has translated.
    """

    text: str
    ref: str
    mark: Mark = ""
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Lines under one title. `notes` stand with the title (dates, numbers to call); `part` heads several groups."""

    title: Line
    lines: tuple[Line, ...]
    notes: tuple[Line, ...] = ()
    part: Line | None = None


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture as an SVG document, and what it says for those who cannot see it."""

    svg: str
    alt: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: its columns, and rows with a cell for each column. The first cell of a row names it.

    Arguments:
        drawn: one picture for each row, instead of its second cell.
    """

    columns: tuple[Line, ...]
    rows: tuple[tuple[Line, ...], ...]
    drawn: tuple[Drawing, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the handout: lines with pictures beside them, then a table, then groups."""

    id: str
    title: Line
    lines: tuple[Line, ...] = ()
    grid: Grid | None = None
    groups: tuple[Group, ...] = ()
    beside: tuple[Drawing, ...] = ()


@dataclass(frozen=True, slots=True)
class Handout:
    """What the patient takes home. `facts` are names with their values: for whom, made when, by which clinic."""

    language: Language
    title: Line
    made_on: date
    facts: tuple[tuple[Line, Line], ...]
    foot: Line
    sections: tuple[Section, ...]

    def lines(self) -> Iterator[Line]:
        """Every line, in the order in which it is read."""
        yield self.title
        for name, value in self.facts:
            yield from (name, value)
        for section in self.sections:
            yield from _lines(section)
        yield self.foot

    @property
    def missing(self) -> tuple[str, ...]:
        """Texts that stand here in English because nobody has translated them, each once."""
        return tuple(dict.fromkeys(text for line in self.lines() for text in line.missing))


def _lines(section: Section) -> Iterator[Line]:
    yield section.title
    yield from section.lines
    if section.grid:
        yield from section.grid.columns
        for row in section.grid.rows:
            yield from row
    part: Line | None = None
    for group in section.groups:
        if group.part and group.part != part:
            part = group.part
            yield part
        yield from (group.title, *group.notes, *group.lines)
