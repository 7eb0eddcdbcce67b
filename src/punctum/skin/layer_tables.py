"""The tables behind the layers of the skin: measured thicknesses, what stands in, shares, and effects of age."""

from __future__ import annotations

from typing import Annotated, Literal

from punctum.evidence.table import Basis, Ref, SourcedRow, SourceId, Table
from punctum.skin.zones import ZoneId

Sex = Literal["any", "female", "male"]
Method = Literal["histology", "confocal", "OCT", "ultrasound", "CT", "scan", "derived"]
LayerName = Literal["stratum_corneum", "viable_epidermis", "papillary_dermis", "reticular_dermis", "subcutis"]
Measured = Literal["stratum_corneum", "viable_epidermis", "epidermis", "skin", "dermis", "subcutis"]
ParameterId = Annotated[str, Ref("parameters")]


class Thickness(SourcedRow):
    """The thickness of one layer in one zone: a measured mean, or `ratio` times the row `of` that stands in.

    `epidermis` holds the stratum corneum, `skin` holds epidermis and dermis. `range_…` is the printed range, used where
    no SD is. `parameters`: the rows of parameters.csv it comes from; for a ratio pairs, numerator and denominator.
    """

    zone: ZoneId
    layer: Measured
    sex: Sex
    mean_um: float | None = None
    sd_um: float | None = None
    sd_basis: Basis | None = None
    range_low_um: float | None = None
    range_high_um: float | None = None
    of: Annotated[str, Ref("layers")] | None = None
    ratio: float | None = None
    method: Method
    site: str = ""
    parameters: tuple[ParameterId, ...] = ()
    note: str = ""
    disagreement_sources: tuple[SourceId, ...] = ()


class LayerShare(SourcedRow):
    """The share that a part (`id`) has of a layer."""

    of: Measured
    share: float
    parameters: tuple[ParameterId, ...] = ()
    note: str = ""
    disagreement_sources: tuple[SourceId, ...] = ()


class LayerAge(SourcedRow):
    """What age does to a layer, in percent of its thickness at `reference_years` a year; without a slope only words."""

    zones: tuple[ZoneId, ...]
    layer: Literal["viable_epidermis", "dermis"]
    sex: Sex
    percent_per_year: float | None = None
    reference_years: float | None = None
    from_years: float | None = None
    to_years: float | None = None
    parameters: tuple[ParameterId, ...] = ()
    note: str
    disagreement_sources: tuple[SourceId, ...] = ()


LAYERS = Table("punctum.skin", "layers", Thickness)
LAYER_SHARES = Table("punctum.skin", "layer_shares", LayerShare)
LAYER_AGES = Table("punctum.skin", "layer_ages", LayerAge)
