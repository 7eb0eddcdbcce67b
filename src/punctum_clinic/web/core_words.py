"""The core's words in the language of the page; in English where nobody has translated them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

from punctum.evidence import LANGUAGES, Basis, Language, translated
from punctum.report import full_day, words
from punctum.screening import Action

# The core says these; they are named here so that they are translated with the pages.
SAID_BY_THE_CORE = (
    gettext_noop("Go ahead"),
    gettext_noop("Go ahead with changes"),
    gettext_noop("Wait"),
    gettext_noop("Ask a doctor first"),
    gettext_noop("Not with this"),
    gettext_noop("No change"),
    gettext_noop("Take care"),
    gettext_noop("Changes the plan"),
    gettext_noop("From memory, not checked in the source"),
    gettext_noop("Derived default"),
    gettext_noop("House default"),
)


def page_language() -> Language:
    """The language of the page that is being made, if the core speaks it."""
    now = (get_language() or "en")[:2]
    return next((language for language in LANGUAGES if language == now), "en")


def told(text: str) -> str:
    """A text of the core's tables in the language of the page."""
    return translated(text, page_language())


def told_all(names: Iterable[str]) -> str:
    """`a, b and c` in the language of the page; a list of which nobody has translated anything stays English."""
    english = list(names)
    *before, last = [told(name) for name in english] or [""]
    if [*before, last] == english:
        return words.listed(english)
    return _("%(before)s and %(last)s") % {"before": ", ".join(before), "last": last} if before else last


def day_text(day: date) -> str:
    """A date in full, with its weekday."""
    return words.day_text(day) if page_language() == "en" else full_day(day, page_language())


def verdict_words(verdict: Action, until: date | None = None, until_open: bool = False) -> str:
    """The verdict as people read it; a wait says until when."""
    if verdict != "postpone" or (until is None and not until_open):
        return _(words.WORDS[verdict])
    if until is None:
        return _("Wait until this is settled")
    text = _("Wait until %(day)s") % {"day": day_text(until)}
    return text + " " + _("or later") if until_open else text


def verdict_told(document: Mapping[str, Any]) -> str:
    """The same from a document: `verdict`, `until` and `until_open` of a screening, a plan, or a zone of one."""
    until = date.fromisoformat(document["until"]) if document.get("until") else None
    return verdict_words(document["verdict"], until, bool(document.get("until_open")))


def action_words(action: Action) -> str:
    """What one finding asks for."""
    return _(words.ACTION_WORDS[action])


def action_told(name: str) -> str:
    """The same from a document; an action that the core no longer has as it stands there."""
    known = next((each for each in words.ACTION_WORDS if each == name), None)
    return action_words(known) if known else name


def basis_words(basis: Basis) -> str:
    """Where a value comes from; an empty text for one that was read."""
    return _(words.BASIS_WORDS[basis]) if words.BASIS_WORDS[basis] else ""
