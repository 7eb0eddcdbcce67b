"""The words of a verdict, the same on every page and in every terminal."""

from __future__ import annotations

from datetime import date

from punctum.screening import Action

WORDS: dict[Action, str] = {
    "proceed": "Go ahead",
    "caution": "Go ahead, with care",
    "adjust": "Go ahead with changes",
    "postpone": "Wait",
    "refer": "Ask a doctor first",
    "contraindicated": "Not with this",
}


def verdict_words(verdict: Action, until: date | None) -> str:
    """A verdict in words; a wait names its date when it has one."""
    if verdict == "postpone" and until is not None:
        return f"Wait until {until.isoformat()}"
    return WORDS[verdict]
