"""When: how many sessions, how far apart, and when was looked, from the words of a line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from punctum.validation.durations import DAYS, Span, spans

Since = Literal["start", "end", "unsaid"]

_N = r"(\d{1,2})"
_SESSION = r"(?:sessions?|treatments?|sittings?|procedures?|visits?|pci|needlings?|microneedlings?)"
_LONGEST_ASIDE = 40
# The rhythm and how many of its units lie between two sessions.
_RHYTHM = {
    "weekly": ("wk", 1),
    "monthly": ("mo", 1),
    "fortnightly": ("wk", 2),
    "biweekly": ("wk", 2),
    "bi-weekly": ("wk", 2),
    "bimonthly": ("mo", 2),
}
_COUNT = (
    re.compile(rf"\b{_N} (?:consecutive |successive )?(?:[a-z0-9-]+ly )?(?:[a-z-]+ ){{0,2}}?{_SESSION}\b"),
    re.compile(rf"\b{_SESSION}(?: \(?n ?=|:| x) ?{_N}\b"),
    re.compile(rf"\bx ?{_N}\b(?! ?(?:mm|cm|um|\d))"),
    re.compile(rf"\b{_N} ?x\b(?! ?(?:\d|needle|microneedle))"),
    re.compile(rf"\b{_N} (?:weekly|monthly|fortnightly|biweekly|bi-weekly)\b"),
)
_ONE = re.compile(rf"\b(?:single|once|one-time) ?{_SESSION}?\b")
_AFTER_COUNT = re.compile(rf"\b(?:after|following) (?:the )?{_N}(?:st|nd|rd|th)? {_SESSION}\b")
_EVERY = re.compile(
    r"(?:every|each|q|at intervals of|intervals? of|interval:?|spaced|separated by|apart:?)\s*(?:about )?"
    r"(\d+(?:\.\d+)?)?(?:-(\d+(?:\.\d+)?))?[ -]*(d|days?|w|wks?|weeks?|mo|months?)\b"
)
_APART = re.compile(
    r"(\d+(?:\.\d+)?)(?:-(\d+(?:\.\d+)?))?[ -]*(d|days?|w|wks?|weeks?|mo|months?)[ -]*"
    r"(?:apart|intervals?|between|weekly)"
)
_N_WEEKLY = re.compile(r"(\d+(?:\.\d+)?)(?:-(\d+(?:\.\d+)?))?-?(weekly|monthly)")
_RHYTHMS = re.compile(rf"\b({'|'.join(map(re.escape, _RHYTHM))})\b")
_START = re.compile(
    r"^\W*(?:from|after|since|of|past|following|into)?\W*(?:the )?(?:very )?"
    r"(?:start|beginning|baseline|first|begin|enrol|study)"
)
_END = re.compile(
    r"^\W*(?:after|post|following|from|since|past|follow)[ -]*"
    r"(?:up\b|the )?(?:the )?"
    r"(?:last|final|end|completion|completing|treatment|therapy|needling|pci|procedure|session|\d+ )?"
)
_BEFORE_END = re.compile(
    r"(?:post-?(?:treatment|procedure|op|needling|session)?|after (?:the )?(?:last|final|end)[a-z ]*"
    r"|follow-?up(?: (?:at|of))?)[ :,]*$"
)
_BEFORE_START = re.compile(r"(?:after|from|since) (?:the )?(?:start|first|baseline)[a-z ]*$")
_NO_LOOK_AFTER = re.compile(
    r"^\W*(?:old|of age|aged?\b|wear|occlu|application time|cover|ci\b|of wear|per\b|/|exposure)"
)
_NO_LOOK_BEFORE = re.compile(
    r"(?:aged?|ages?|mean age|for|worn|wear|occluded|during|dwell|every|each|q|duration|lasting|old|within the past)"
    r"[ :]*(?:about |up to )?$"
)
_AT_ONCE = re.compile(
    r"\b(?:immediately|directly|right|shortly|just) (?:after|post|following)|immediate(?:ly)? post|\bat once\b"
    r"|\bpost-?immediate"
)
_BEFORE = re.compile(
    r"\b(?:baseline|before|pre-?treatment|pre-?needling|pre-?procedure|untreated|at rest|day 0|time 0)\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """When the skin was needled and when it was looked at, as far as a line says so.

    Arguments:
        sessions: how many; None if it is not said. intervals_days: between sessions: one, or the ends of a range.
        looks_days: times at which was looked, 0 for before the first session where it is named so.
        since: from when these are counted. at_once: right after a session. before: the state before is named.
    """

    sessions: int | None
    intervals_days: tuple[float, ...]
    looks_days: tuple[float, ...]
    since: Since
    at_once: bool
    before: bool


def timing(text: str) -> Timing:
    """When, from plain text with digits."""
    intervals, left = _intervals(text)
    count = _count(text)
    looks, since = _looks(left)
    return Timing(
        sessions=count,
        intervals_days=intervals,
        looks_days=looks,
        since=since,
        at_once=_AT_ONCE.search(text) is not None,
        before=_BEFORE.search(text) is not None or 0.0 in looks,
    )


def _count(text: str) -> int | None:
    if found := _AFTER_COUNT.search(text):
        return int(found[1]) or None
    for rule in _COUNT:
        if (found := rule.search(text)) and int(found[1]):
            return int(found[1])
    return 1 if _ONE.search(text) else None


def _intervals(text: str) -> tuple[tuple[float, ...], str]:
    """Days between sessions, and the text without what said so."""
    for rule in (_EVERY, _APART, _N_WEEKLY):
        if found := rule.search(text):
            *ends_text, word = found.groups()
            unit = next(key for key in ("wk", "mo", "d") if word.startswith(key[0]))
            ends = [float(part) * DAYS[unit] for part in ends_text if part] or [DAYS[unit]]
            return tuple(ends), _blank(text, found)
    if found := _RHYTHMS.search(text):
        unit, times = _RHYTHM[found[1]]
        return (DAYS[unit] * times,), _blank(text, found)
    return (), text


def _blank(text: str, found: re.Match[str]) -> str:
    return text[: found.start()] + " " * (found.end() - found.start()) + text[found.end() :]


def _looks(text: str) -> tuple[tuple[float, ...], Since]:
    looks: list[float] = []
    since: list[Since] = []
    for span in spans(text):
        after = text[span.stop : span.stop + _LONGEST_ASIDE]
        before = text[max(0, span.start - _LONGEST_ASIDE) : span.start]
        if span.unit == "y" and not _is_look(after, before):
            continue
        if _NO_LOOK_AFTER.match(after) or _NO_LOOK_BEFORE.search(before):
            continue
        looks += _middle(span)
        since.append(_since(after, before))
    said = [one for one in since if one != "unsaid"]
    return tuple(dict.fromkeys(looks)), said[0] if said else "unsaid"


def _middle(span: Span) -> list[float]:
    """A range of looks counts as its middle: days 5 to 15 are day 10."""
    return [sum(span.days) / len(span.days)] if span.to else list(span.days)


def _is_look(after: str, before: str) -> bool:
    """Years are ages unless something says that they are a time after a treatment."""
    return bool(
        re.match(r"^\W*(?:after|post|follow|from|later)", after) or re.search(r"(?:after|at|follow-?up)[ :]*$", before)
    )


def _since(after: str, before: str) -> Since:
    if _START.match(after) or _BEFORE_START.search(before):
        return "start"
    if _BEFORE_END.search(before):
        return "end"
    if re.match(r"^\W*(?:after|post|following|since|past|later|follow)", after) and _END.match(after):
        return "end"
    return "unsaid"
