"""Spans of days in words: `2 weeks before`, `the first 3 days`; full weeks are counted in weeks."""

from __future__ import annotations

from punctum.report.handout.values import Line
from punctum.report.handout.voice import Voice


def before_label(days: int, voice: Voice) -> Line:
    """So many days before the visit."""
    if days == 1:
        return voice.sentence("before_day")
    if weeks := _full_weeks(days):
        return voice.sentence("before_weeks", count=weeks)
    return voice.sentence("before_days", count=days)


def first_label(days: int, voice: Voice) -> Line:
    """So many days from the visit on."""
    if days == 1:
        return voice.sentence("after_hours", count=days * 24)
    if weeks := _full_weeks(days):
        return voice.sentence("after_weeks", count=weeks)
    return voice.sentence("after_days", count=days)


def runs_on_label(days: int, voice: Voice) -> Line:
    """From one visit to the next, and so many days after the last."""
    if weeks := _full_weeks(days):
        return voice.sentence("after_runs_weeks", count=weeks)
    return voice.sentence("after_runs_days", count=days)


def _full_weeks(days: int) -> int:
    """Two or more full weeks, or 0."""
    return 0 if days % 7 or days // 7 < 2 else days // 7
