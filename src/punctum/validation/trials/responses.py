"""What a study counts as a response, as its cells say it."""

from __future__ import annotations

import re
from math import exp

from punctum.outcome.constants import RESPONDER_CLASSES
from punctum.outcome.responders import responder_class
from punctum.validation.trials.lines import Cells
from punctum.validation.trials.words import first, reads, without

_FROM = re.compile(
    r"(?:>=?|at least|more than|over|above|greater than|minimum of) ?(\d+(?:\.\d+)?) ?(?:%|(?:-|to) ?\d+ ?%)"
    r"|(\d+(?:\.\d+)?) ?%? ?(?:-|to) ?\d+(?:\.\d+)? ?%"
    r"|(\d+(?:\.\d+)?) ?% (?:or (?:more|greater|better|higher)|and (?:more|above)|improve|reduc|decrease|re-?|clear)"
)
# A percentage names the nearest of these classes.
_BY_PERCENT = ("quarter", "half", "three_quarters", "complete")


def class_of(cells: Cells) -> str:
    """The id of the class of response that the cells name, or empty.

    A percentage first, then the words of `responder_classes.csv`, then those of `trial_words.csv`; where the definition
    says nothing, the name of the scale.
    """
    definition, scale = reads(cells.responders_definition), reads(cells.outcome_scale)
    if definition:
        return _class(definition) or responder_class(without("responder_noise", scale))
    return responder_class(without("responder_noise", scale))


def _class(text: str) -> str:
    text = without("responder_noise", text)
    percents = [float(next(filter(None, found))) for found in _FROM.findall(text)]
    if percents and 1 < percents[0] <= 100:
        return _nearest(percents[0] / 100)
    if word := first("responder_first", text):
        return word.value
    if found := responder_class(text):
        return found
    word = first("responder", text)
    return word.value if word else ""


def _nearest(share: float) -> str:
    gone = {name: 1 - exp(-RESPONDER_CLASSES.by_id[name].threshold) for name in _BY_PERCENT}
    return min(gone, key=lambda name: abs(gone[name] - share))
