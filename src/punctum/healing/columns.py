"""Columns of skin: how thick their layers are and what their repair does differently."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from punctum.healing.arrays import as_doubles

Values = NDArray[np.float64]
THICKNESSES = ("stratum_corneum_um", "viable_epidermis_um", "papillary_dermis_um", "reticular_dermis_um")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Columns:
    """Places of skin side by side; every array is (n,).

    Arguments:
        stratum_corneum_um, viable_epidermis_um, papillary_dermis_um, reticular_dermis_um: thickness of the layers.
        synthesis_factor: on the collagen and tropoelastin that repair makes. mmp_factor: on collagenase.
        closure_factor: on the speed at which channels close. epithelial_factor: on the speed of the epidermal edge.
        covered: 1 where the skin is kept under a cover after each session, else 0.

    Raises:
        ValueError: arrays of different lengths, or a value that no skin has.
    """

    stratum_corneum_um: Values
    viable_epidermis_um: Values
    papillary_dermis_um: Values
    reticular_dermis_um: Values
    synthesis_factor: Values
    mmp_factor: Values
    closure_factor: Values
    epithelial_factor: Values
    covered: Values

    def __post_init__(self) -> None:
        for field in fields(self):
            object.__setattr__(self, field.name, as_doubles(field.name, getattr(self, field.name)))
        count = self.stratum_corneum_um.size
        for field in fields(self):
            values = getattr(self, field.name)
            if values.shape != (count,):
                raise ValueError(f"{field.name}: expected ({count},), found {values.shape}")
            if field.name == "covered":
                if not np.all((values == 0) | (values == 1)):
                    raise ValueError("covered: expected 0 or 1 only")
            elif not np.all(np.isfinite(values) & (values > 0)):
                raise ValueError(f"{field.name}: expected positive numbers only")

    @property
    def count(self) -> int:
        """How many columns these are."""
        return len(self.stratum_corneum_um)

    def take(self, rows: ArrayLike) -> Columns:
        """The columns with these indices, in this order; an index may stand more than once."""
        at = np.asarray(rows)
        return replace(self, **{field.name: getattr(self, field.name)[at] for field in fields(self)})


def plain_columns(thickness_um: tuple[float, float, float, float], count: int = 1) -> Columns:
    """Columns of one thickness per layer, in the order of `THICKNESSES`, with nothing that changes their repair."""
    same = {name: np.full(count, float(value)) for name, value in zip(THICKNESSES, thickness_um, strict=True)}
    ones = {name: np.ones(count) for name in ("synthesis_factor", "mmp_factor", "closure_factor", "epithelial_factor")}
    return Columns(**same, **ones, covered=np.zeros(count))
