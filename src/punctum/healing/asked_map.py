"""The map of a course as it is asked for in words."""

from __future__ import annotations

from punctum.delivery.deliver import deliver
from punctum.delivery.values import Delivery
from punctum.healing.asking import setting
from punctum.healing.ensemble import constants
from punctum.healing.map import MAP_GRID, HealingMap, heal_map
from punctum.healing.request import Asked
from punctum.healing.skin_columns import columns_of


def map_of(asked: Asked) -> tuple[Delivery, HealingMap]:
    """One simulated session of the course by the usual hand, and how its zone responds at each place a quarter later.

    The look is `late_quarter` of `asking.csv` after the last session, or at the end of the course if that is sooner.
    The skin is the usual one; the median is taken over `draws` of `map_grid.csv` draws of the constants.

    Raises:
        InputError: the treatment cannot be simulated.
    """
    treatment = asked.treatment
    delivery = deliver(treatment, seed=asked.seed, draws=1)
    skin = columns_of(
        treatment.zone,
        treatment.sex,
        treatment.age_years,
        asked.modifiers,
        phototype=asked.phototype,
        covered=asked.covered,
    )
    day = min(asked.session_days[-1] + setting("late_quarter"), asked.until_days)
    draws = constants(int(MAP_GRID.by_id["draws"].value))
    return delivery, heal_map(delivery, draws, at_days=(day,), session_days=asked.session_days, columns=skin)
