"""Icon arrays: how many of ten people."""

from __future__ import annotations

from html import escape

from punctum.report.figures.svg import element, figure

STEP = 30


def icon_array(key: str, share: float, *, title: str, of: int = 10) -> str:
    """A row of people, the share of them filled; empty ones are outlines, so that colour is not needed.

    Arguments:
        key: unique on the page. share: from 0 to 1, rounded to whole people.
        title: what the filled ones have in common.

    Raises:
        ValueError: the share is no share.
    """
    if not 0 <= share <= 1:
        raise ValueError(f"share: expected 0 to 1, found {share}")
    filled, name = round(share * of), escape(key)
    one = element("circle", cx=10, cy=7, r=5) + element("path", d="M1 32C1 20 5 15 10 15s9 5 9 17z")
    parts = [f'<defs><g id="{name}-p">{one}</g></defs>'] + [
        element("use", href=f"#{name}-p", x=STEP * index + 4, y=4, class_="person on" if index < filled else "person")
        for index in range(of)
    ]
    return figure(key, title, f"{filled} of {of} figures are filled.", 42, parts)
