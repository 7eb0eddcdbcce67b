"""Icon arrays: how many of ten people."""

from __future__ import annotations

from punctum.report.figures.svg import element, figure

STEP, HIGH = 30, 42
ON, OFF = "person-on", "person-off"


def icon_array(key: str, share: float, *, title: str, of: int = 10) -> str:
    """A row of people, the share of them filled; empty ones are outlines, so that colour is not needed.

    The page must hold `person_patterns` once.

    Arguments:
        key: unique on the page. share: from 0 to 1, rounded to whole people.
        title: what the filled ones have in common.

    Raises:
        ValueError: the share is no share.
    """
    if not 0 <= share <= 1:
        raise ValueError(f"share: expected 0 to 1, found {share}")
    filled = round(share * of)
    parts = [
        element("rect", x=STEP * first, width=STEP * many, height=HIGH, fill=f"url(#{pattern})")
        for pattern, first, many in ((ON, 0, filled), (OFF, filled, of - filled))
        if many
    ]
    return figure(key, title, f"{filled} of {of} figures are filled.", HIGH, parts)


def person_patterns() -> str:
    """One filled person and one in outline, as patterns that icon arrays of the same page draw from."""
    one = element("circle", cx=14, cy=11, r=5) + element("path", d="M5 36C5 24 9 19 14 19s9 5 9 17z")
    return "".join(
        f'<pattern id="{pattern}" width="{STEP}" height="{HIGH}" patternUnits="userSpaceOnUse">'
        f'<g class="{look}">{one}</g></pattern>'
        for pattern, look in ((ON, "person on"), (OFF, "person"))
    )
