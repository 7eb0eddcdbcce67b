"""What part of a figure may come without treatment, in words for the clinician."""

from __future__ import annotations

from punctum.evidence.language import number_text
from punctum.evidence.studies import StudyArm
from punctum.outcome.values import Forecast

UPPER_BOUND = "Before and after only: an upper bound, because none of these studies left anybody untreated."


def text_of_controlled(result: Forecast, pair: tuple[StudyArm, ...]) -> str:
    """The part beyond no treatment. `pair`: the treated and the untreated row of a study that had both, or nothing."""
    unit = "points" if result.quantity == "score" else "percentage points"
    alone, beyond = (number_text(part or 0.0, "en") for part in (result.untreated_mean, result.controlled_median))
    return (
        f"{UPPER_BOUND} Without treatment the score may fall by {alone} {unit} on average (80 % prediction interval "
        f"{span(result.untreated_interval_80)}); this is a stated prior, for no fitted study left anybody untreated. "
        f"Beyond that the middle for one person is {beyond} {unit} (80 % prediction interval "
        f"{span(result.controlled_interval_80)}).{side_by_side(pair)}"
    )


def side_by_side(pair: tuple[StudyArm, ...]) -> str:
    """The one study with an untreated side, with a blank before it; an empty text where there is none."""
    if len(pair) != 2:
        return ""
    treated, untreated = pair
    return (
        f" One other study had an untreated side ({treated.label}, {treated.participants} people, "
        f"{treated.weeks_after_last:g} weeks): {_points(treated)} treated, {_points(untreated)} untreated. "
        "It is shown and not pooled."
    )


def _points(arm: StudyArm) -> str:
    interval = ""
    if arm.change_ci_low is not None and arm.change_ci_high is not None:
        interval = f" ({arm.change_ci_low:+g} to {arm.change_ci_high:+g})"
    return f"{arm.change_mean:+g} points{interval}".replace("-", "−")


def span(interval: tuple[float, float] | None) -> str:
    """Both ends of an interval; an empty text where there is none."""
    return " to ".join(number_text(end, "en") for end in interval or ())
