"""How much thicker or thinner than the average a person's skin is."""

from __future__ import annotations

from math import exp, hypot, log1p, sqrt

from punctum.delivery.draws import normal
from punctum.delivery.tables import THICKNESS_SPREAD, value_of
from punctum.skin import Layer

EPIDERMIS = ("stratum_corneum", "viable_epidermis")
DERMIS = ("papillary_dermis", "reticular_dermis")


def epidermis_variance(layers: tuple[Layer, ...]) -> tuple[float, float]:
    """Variance of the logarithm of the thickness of the epidermis: between people, and within a site."""
    parts = [layer for layer in layers if layer.name in EPIDERMIS]
    cv = hypot(*(layer.sd_um or 0.0 for layer in parts)) / sum(layer.mean_um for layer in parts)
    variance = log1p(cv**2)
    within = value_of(THICKNESS_SPREAD, "within_site_share") * variance
    return variance - within, within


def own_factors(layers: tuple[Layer, ...], seed: int, draw: int) -> tuple[float, float]:
    """Thickness of a person's epidermis and dermis over the average: log-normal with mean 1; both 1 in draw 0.

    Arguments:
        layers: of the zone, from the surface down (`skin.layers`).
    """
    dermis = [layer for layer in layers if layer.name in DERMIS][-1]
    between, _ = epidermis_variance(layers)
    return (
        _factor(between, seed, draw, "epidermis"),
        _factor(log1p(_dermis_cv(dermis) ** 2), seed, draw, "dermis"),
    )


def _factor(variance: float, seed: int, draw: int, of: str) -> float:
    return 1.0 if draw == 0 else exp(sqrt(variance) * normal(seed, draw, of) - variance / 2)


def _dermis_cv(layer: Layer) -> float:
    """SD over mean between people; a printed range counts as four SD."""
    if layer.sd_um is not None:
        return layer.sd_um / layer.mean_um
    if layer.interval_um is not None:
        low, high = layer.interval_um
        return (high - low) / 2 / 2 / layer.mean_um
    return value_of(THICKNESS_SPREAD, "dermis_cv")
