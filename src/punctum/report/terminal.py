"""Texts as they stand in a terminal: paragraphs of at most 100 letters a line."""

from __future__ import annotations

from textwrap import wrap

WIDE = 100


def paragraph(text: str, first: str = "", later: str | None = None) -> list[str]:
    """The lines of a paragraph.

    Arguments:
        first: what stands before the first line. later: before the others; as many blanks if not given.
    """
    return wrap(
        text,
        WIDE,
        initial_indent=first,
        subsequent_indent=" " * len(first) if later is None else later,
        break_long_words=False,
        break_on_hyphens=False,
    )
