"""How scales read: their names, and what stands at an axis."""

from __future__ import annotations

from punctum.evidence.scales import SCALES
from punctum.outcome import Forecast
from punctum.report.words import plain


def scale_name(scale: str) -> str:
    """The name of a scale; of one that is not in the table, its id in words."""
    row = SCALES.by_id.get(scale)
    return row.name if row else plain(scale)


def axis_words(forecast: Forecast) -> str:
    """What the numbers of a forecast are, with their unit and direction."""
    name = scale_name(forecast.scale)
    if forecast.quantity == "percent_reduction":
        return f"percent lower than before, {name} (higher is better)"
    return f"points, {name}{_better(forecast.scale)}"


def lower_is_better(scale: str) -> bool:
    """Whether a fall on the scale is a gain, as it is where nothing else is known."""
    row = SCALES.by_id.get(scale)
    return row is None or not row.higher_is_better


def _better(scale: str) -> str:
    row = SCALES.by_id.get(scale)
    if row is None or row.higher_is_better is None:
        return ""
    return " (higher is better)" if row.higher_is_better else " (lower is better)"
