"""Thicknesses with their spread and where they come from, and how they are added up, taken apart and scaled."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import exp, hypot, log1p, sqrt

from punctum.evidence.table import Basis, weakest
from punctum.skin.layer_tables import LAYERS, Method, Thickness


@dataclass(frozen=True, slots=True)
class Estimate:
    """A thickness in µm: mean, SD and printed range where known, and everything that must be said with it."""

    mean_um: float
    sd_um: float | None
    range_um: tuple[float, float] | None
    method: Method
    site: str
    sources: tuple[str, ...]
    basis: Basis
    notes: tuple[str, ...] = ()
    disagreements: tuple[str, ...] = ()
    disagreement_sources: tuple[str, ...] = ()

    @property
    def interval_um(self) -> tuple[float, float] | None:
        """Where about 95 of 100 people lie, in µm: two SD either way on a log-normal scale, so never below zero.

        mean·exp(−s²/2 ± 2s) with s² = ln(1 + (SD/mean)²). Without an SD the printed range; without either none.
        """
        if self.sd_um is None:
            return self.range_um
        s2 = log1p((self.sd_um / self.mean_um) ** 2)
        return (self.mean_um * exp(-s2 / 2 - 2 * sqrt(s2)), self.mean_um * exp(-s2 / 2 + 2 * sqrt(s2)))


def of_row(row: Thickness) -> Estimate:
    """The thickness that a row states, through the rows that stand in for it."""
    said = (row.note,) if row.note else ()
    told = (row.disagreement,) if row.disagreement else ()
    if row.of is None:
        if row.mean_um is None:
            raise ValueError(f"layers.csv row {row.id}: neither a mean nor a row that stands in")
        low, high = row.range_low_um, row.range_high_um
        between = None if low is None or high is None else (low, high)
        return Estimate(
            row.mean_um, row.sd_um, between, row.method, row.site, row.sources, row.basis, said, told,
            row.disagreement_sources,
        )  # fmt: skip
    other = of_row(LAYERS.by_id[row.of])
    return replace(
        scaled(other, 1 if row.ratio is None else row.ratio),
        method=row.method,
        sources=row.sources,
        basis=weakest((row.basis, other.basis)),
        notes=said,
        disagreements=told,
        disagreement_sources=row.disagreement_sources,
    )


def scaled(one: Estimate, factor: float) -> Estimate:
    """The same people with every thickness times a factor: mean, SD and range alike."""
    between = None
    if one.range_um is not None:
        low, high = one.range_um
        between = (low * factor, high * factor)
    return replace(
        one,
        mean_um=one.mean_um * factor,
        sd_um=None if one.sd_um is None else one.sd_um * factor,
        range_um=between,
    )


def without(whole: Estimate, *parts: Estimate) -> Estimate:
    """What is left of a layer when thin parts are taken away.

    The spread of the whole is kept, which can only be too wide, and so is its basis: the parts change little.

    Raises:
        ValueError: nothing is left.
    """
    less_um = sum(one.mean_um for one in parts)
    if less_um >= whole.mean_um:
        raise ValueError(f"expected less than {whole.mean_um} µm, found {less_um} µm")
    between = None
    if whole.range_um is not None:
        low, high = whole.range_um
        between = (max(low - less_um, 0.0), high - less_um)
    return replace(
        whole,
        mean_um=whole.mean_um - less_um,
        range_um=between,
        method="derived",
        sources=union(one.sources for one in (whole, *parts)),
        basis=weakest(("derived", whole.basis)),
    )


def mixed(one: Estimate, other: Estimate, note: str) -> Estimate:
    """Half of the people from each of two groups: the mean of means, and the SD of the mixture.

    SD² = (SD₁² + SD₂²)/2 + ((mean₁ − mean₂)/2)².
    """
    gap = (one.mean_um - other.mean_um) / 2
    sd = None
    if one.sd_um is not None and other.sd_um is not None:
        sd = hypot(one.sd_um / sqrt(2), other.sd_um / sqrt(2), gap)
    between = None
    if one.range_um and other.range_um:
        ends = (*one.range_um, *other.range_um)
        between = (min(ends), max(ends))
    return Estimate(
        (one.mean_um + other.mean_um) / 2,
        sd,
        between,
        one.method if one.method == other.method else "derived",
        one.site if one.site == other.site else "",
        union((one.sources, other.sources)),
        weakest(("derived", one.basis, other.basis)),
        union(((note,), one.notes, other.notes)),
        union((one.disagreements, other.disagreements)),
        union((one.disagreement_sources, other.disagreement_sources)),
    )


def union(groups: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """Every member once, in the order of its first place."""
    return tuple(dict.fromkeys(member for group in groups for member in group))
