"""Concerns and zones in plain words."""

from __future__ import annotations

import re

from punctum.evidence import say
from punctum.evidence.language import translated
from punctum.evidence.sentences import said
from punctum.report.handout.voice import Voice
from punctum.skin import ZONES


def concern_sentence(indication: str) -> str:
    """The id of the sentence that names a concern plainly."""
    return "handout_concern_" + re.sub(r"[^a-z]+", "_", indication)


def concern_name(indication: str, voice: Voice) -> str:
    """A concern in plain words: `stretch marks`."""
    return say(said(concern_sentence(indication)), voice.language)


def concern_names(indications: tuple[str, ...], voice: Voice) -> str:
    """Several concerns in plain words."""
    return voice.listed(tuple(concern_name(indication, voice) for indication in indications))


def zone_names(zones: tuple[str, ...]) -> tuple[str, ...]:
    """The names of zones as the table has them; a sentence translates them."""
    return tuple(ZONES.by_id[zone].name for zone in zones)


def zones_text(zones: tuple[str, ...], voice: Voice) -> str:
    """Several zones, translated."""
    return voice.listed(tuple(translated(name, voice.language) for name in zone_names(zones)))
