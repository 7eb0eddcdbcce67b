"""What counts as a response, as words name it."""

from __future__ import annotations

import re

from punctum.outcome.constants import RESPONDER_CLASSES


def responder_class(text: str) -> str:
    """The id of the class that a definition of responders names, or empty; where several fit, the last of the table."""
    fitting = [
        row.id
        for row in RESPONDER_CLASSES.rows
        if any(re.search(pattern, text, re.IGNORECASE) for pattern in row.words)
    ]
    return fitting[-1] if fitting else ""
