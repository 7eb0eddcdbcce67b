"""The small markup of a consent: one title, sections, headings within them, paragraphs and lists. Nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Kind = Literal["paragraph", "heading", "list"]
# A line that begins with one of these is no plain line, unless a backslash stands before it.
SIGNS = ("# ", "## ", "### ", "- ")
ESCAPE = "\\"
WHITE = re.compile(r"[^\S\u00a0]+")


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, one heading within a section, or one list."""

    kind: Kind
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """The lines as one."""
        return " ".join(self.lines)


@dataclass(frozen=True, slots=True)
class Section:
    """One part that is read on its own."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A whole text."""

    title: str
    opening: tuple[Block, ...]
    sections: tuple[Section, ...]


def parse(text: str) -> Document:
    """The parts of a text; every text has some, so nothing here can fail."""
    title, parts = "", [("", list[str]())]
    for line in text.splitlines():
        if line.startswith("# ") and not title:
            title = line[2:].strip()
        elif line.startswith("## "):
            parts.append((line[3:].strip(), []))
        else:
            parts[-1][1].append(line)
    (_, opening), *sections = parts
    return Document(title, _blocks(opening), tuple(Section(name, _blocks(lines)) for name, lines in sections))


def item(text: str) -> str:
    """A text as one line of a list."""
    return f"- {one_line(text)}"


def heading(text: str) -> str:
    """A text as a heading within a section."""
    return f"### {one_line(text)}"


def one_line(text: str) -> str:
    """A text without line breaks and other runs of white space; no-break spaces stay."""
    return WHITE.sub(" ", text).strip()


def plain(text: str) -> str:
    """A line that stays what it is, whatever it begins with."""
    return ESCAPE + text if text.startswith((*SIGNS, ESCAPE)) else text


def _blocks(lines: Iterable[str]) -> tuple[Block, ...]:
    blocks: list[tuple[Kind, list[str]]] = []
    open_kind: Kind | None = None
    for line in lines:
        stripped = line.strip()
        if not stripped:
            open_kind = None
            continue
        kind: Kind = "list" if line.startswith("- ") else "heading" if line.startswith(("### ", "# ")) else "paragraph"
        said = stripped.lstrip("#").strip() if kind == "heading" else stripped[2:] if kind == "list" else stripped
        if kind == "paragraph" and said.startswith(ESCAPE):
            said = said[1:]
        if kind == open_kind and kind != "heading":
            blocks[-1][1].append(said)
        else:
            blocks.append((kind, [said]))
        open_kind = kind
    return tuple(Block(kind, tuple(lines)) for kind, lines in blocks)
