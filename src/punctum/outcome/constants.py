"""What the synthesis takes as given: priors of what is fitted, and values that are set."""

from __future__ import annotations

from typing import Literal

from punctum.evidence.table import SourcedRow, Table


class Quantity(SourcedRow):
    """The prior of one quantity of the synthesis.

    `normal`: mean and SD. `half_normal`: SD. `lognormal`: median and SD of the logarithm. `beta`: mean and SD.
    """

    kind: Literal["normal", "half_normal", "lognormal", "beta"]
    middle: float | None = None
    spread: float
    unit: str
    text: str


class Fixed(SourcedRow):
    """A value that is set and not fitted."""

    value: float
    unit: str = ""
    text: str


class ResponderClass(SourcedRow):
    """What studies count as a response, and how large a gain a person needs for it.

    `words`: patterns that name it, tried in the order of the table, the last that fits wins. `threshold`: gain as
    −ln(share of the problem that remains); `spread`: the SD of its prior.
    """

    text: str
    words: tuple[str, ...]
    threshold: float
    spread: float


SYNTHESIS = Table("punctum.outcome", "synthesis", Quantity)
FIXED = Table("punctum.outcome", "fixed", Fixed)
RESPONDER_CLASSES = Table("punctum.outcome", "responder_classes", ResponderClass)


def fixed(name: str) -> float:
    """The set value with this id."""
    return FIXED.by_id[name].value
