"""Which quantity a line prints, and how a gain shows as that quantity."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from punctum.outcome.design import Design, Measure
from punctum.validation.trials.lines import Cells
from punctum.validation.trials.reading import Read
from punctum.validation.trials.words import setting

Quantity = Literal[
    "percent_improvement", "change", "improvement_mean", "followup_mean", "responder_percent", "dark_marks_percent"
]
RATED = ("improvement", "gais", "satisfaction")
COUNTS = ("per_cm2", "per_inch2", "unknown_area")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One quantity asked of one design.

    Arguments:
        quantity, unit: what is predicted. design: with the measure. participants: in the arm.
        origin, top: of what is printed; for ratings no change and the best. raw_before: the printed mean before.
        rises: a higher score is better. sign: of a change for the better. factor: hairs printed for one per cm².
        is_share: the scale itself is a share of people, so its means are percent of people.
    """

    quantity: Quantity
    unit: str
    design: Design
    participants: int
    origin: float = 0.0
    top: float | None = None
    raw_before: float | None = None
    rises: bool = False
    sign: int = -1
    factor: float = 1.0
    is_share: bool = False


def wanted(cells: Cells, read: Read) -> tuple[Quantity, ...]:
    """The quantities that a line may print, the most telling first.

    It follows from which columns of results are filled, never from what stands there; and from the design where
    none is filled.
    """
    filled, shows = cells.filled, read.scored.shows
    if shows == "share":
        return ("responder_percent",)
    if shows == "dark_marks":
        return ("dark_marks_percent",)
    found: list[Quantity] = []
    means = filled & {"followup_mean", "change_mean"}
    if "percent_improvement" in filled or (read.before is not None and means and shows not in RATED):
        found.append("percent_improvement")
    if "change_mean" in filled:
        found.append("improvement_mean" if shows in RATED else "change")
    if "followup_mean" in filled:
        found.append("improvement_mean" if shows in RATED else "followup_mean")
    if "responders_n" in filled or (cells.responders_definition and read.responder_class):
        found.append("responder_percent")
    if not found and not filled:
        found.append("change" if shows in COUNTS else "percent_improvement")
    return tuple(dict.fromkeys(found))


def asked(cells: Cells, read: Read) -> Asked | str:
    """The first quantity of a line that a model holds, or why there is none."""
    reasons = []
    for quantity in wanted(cells, read):
        found = _asked(quantity, read)
        if isinstance(found, Asked):
            return found
        reasons.append(found)
    return "; ".join(dict.fromkeys(reasons)) or "no result is printed that a model holds"


def _asked(quantity: Quantity, read: Read) -> Asked | str:
    if quantity == "responder_percent":
        return _people(read)
    if quantity == "dark_marks_percent":
        return _dark_marks(read)
    if read.scored.shows in COUNTS:
        return _count(quantity, read)
    if read.scored.shows in RATED:
        return _rating(quantity, read)
    return _score(quantity, read)


def _people(read: Read) -> Asked | str:
    if not read.responder_class:
        return "what counts as a response is in no class"
    measure = Measure(family="responders", by_patient=read.scored.by_patient, responder_class=read.responder_class)
    return Asked(
        quantity="responder_percent",
        unit="% of people",
        design=read.design(measure),
        participants=read.participants,
        is_share=read.scored.shows == "share",
    )


def _dark_marks(read: Read) -> Asked | str:
    if not read.done.needled:
        return "how often dark marks follow another treatment is not known"
    if read.done.agents or read.done.unknown:
        return "how often dark marks follow needling with something added is not known"
    return Asked(
        quantity="dark_marks_percent",
        unit="% of people",
        design=read.design(Measure(family="responders")),
        participants=read.participants,
        is_share=True,
    )


def _count(quantity: Quantity, read: Read) -> Asked | str:
    shows = read.scored.shows
    if shows == "unknown_area":
        return "the area in which hairs are counted is not printed"
    if quantity != "change" and not (read.before and read.before > 0):
        return "hairs after treatment cannot be told without those before"
    factor = setting("square_inch_cm2") if shows == "per_inch2" else 1.0
    return Asked(
        quantity=quantity,
        unit="%" if quantity == "percent_improvement" else "hairs per in²" if shows == "per_inch2" else "hairs per cm²",
        design=read.design(Measure(family="count")),
        participants=read.participants,
        raw_before=read.before,
        rises=True,
        sign=1,
        factor=factor,
    )


def _rating(quantity: Quantity, read: Read) -> Asked | str:
    scored = read.scored
    if scored.shows == "satisfaction":
        return "satisfaction is not improvement, and no class of response is named"
    if quantity != "percent_improvement" and scored.top is None:
        return "the range of the rating is not printed"
    measure = Measure(family="percent", by_patient=scored.by_patient)
    unit = "%" if quantity == "percent_improvement" else f"points, best {scored.top:g}"
    return Asked(quantity=quantity, unit=unit, design=read.design(measure), participants=read.participants,
                 origin=scored.origin, top=scored.top)  # fmt: skip


def _score(quantity: Quantity, read: Read) -> Asked | str:
    scored, before = read.scored, read.before
    measure = Measure(
        family=scored.family,
        scale=scored.scale,
        by_patient=scored.by_patient,
        origin=scored.origin,
        top=scored.top if scored.family in ("sum", "grade") else None,
    )
    if scored.rises and scored.top is None:
        return "a score that rises has no end that is known"
    if scored.rises and quantity == "percent_improvement" and not (before and before > 0):
        return "percent of a score that rises cannot be told without the score before"
    if before is None and quantity != "percent_improvement" and scored.family == "percent":
        return "the score before is not printed and nothing is known of the scale"
    above = None
    if before is not None:
        above = (scored.top or 0.0) - before if scored.rises else before - scored.origin
    if above is not None and above <= 0 and scored.family != "percent":
        return "the score before is that of skin without the problem"
    baseline = None if scored.family == "percent" else above
    return Asked(
        quantity=quantity,
        unit="%" if quantity == "percent_improvement" else "points",
        design=read.design(measure, baseline),
        participants=read.participants,
        origin=scored.origin,
        top=scored.top,
        raw_before=before,
        rises=scored.rises,
        sign=1 if scored.printed_up else -1,
    )
