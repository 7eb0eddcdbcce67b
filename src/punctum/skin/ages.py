"""What age does to a layer of the skin: a slope where a study prints one, otherwise nothing but words."""

from __future__ import annotations

from dataclasses import replace

from punctum.evidence.table import weakest
from punctum.skin.layer_tables import LAYER_AGES, LayerAge, Measured
from punctum.skin.thickness import Estimate, scaled, union

UNKNOWN = "No effect of age is known here. Age changes nothing."
NOT_GIVEN = "Age was not given. The value is that of the people measured."


def aged(estimate: Estimate, zone: str, layer: Measured, sex: str, age_years: float | None) -> tuple[Estimate, str]:
    """A thickness at an age, and what is known about age there.

    Times 1 + slope·(age − reference age), with the age held between the ends of the slope. With an unknown sex the
    slopes of women and men count half each. Without a printed slope, or without an age, nothing changes.

    Returns:
        the thickness, and a sentence that always says whether age changed it.
    """
    rows = [row for row in LAYER_AGES.rows if zone in row.zones and row.layer == layer]
    rows = [row for row in rows if sex == "unknown" or row.sex in ("any", sex)]
    if not rows:
        return estimate, UNKNOWN
    notes = " ".join(dict.fromkeys(row.note for row in rows))
    if age_years is None:
        return estimate, f"{notes} {NOT_GIVEN}"
    factors = [_factor(row, age_years) for row in rows]
    if all(factor is None for factor in factors):
        return estimate, f"{notes} Age changes nothing."
    changed = scaled(estimate, sum(1 if factor is None else factor for factor in factors) / len(factors))
    return replace(
        changed,
        method="derived",
        sources=union((estimate.sources, *(row.sources for row in rows))),
        basis=weakest((estimate.basis, *(row.basis for row in rows))),
        disagreements=union((estimate.disagreements, *((row.disagreement,) for row in rows if row.disagreement))),
        disagreement_sources=union((estimate.disagreement_sources, *(row.disagreement_sources for row in rows))),
    ), notes


def _factor(row: LayerAge, age_years: float) -> float | None:
    if row.percent_per_year is None or row.reference_years is None or row.from_years is None or row.to_years is None:
        return None
    held = min(max(age_years, row.from_years), row.to_years)
    return 1 + row.percent_per_year / 100 * (held - row.reference_years)
