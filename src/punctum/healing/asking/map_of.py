"""The map of a course as it is asked for in words."""

from __future__ import annotations

from punctum.delivery.deliver import deliver
from punctum.delivery.values import Delivery
from punctum.healing.asking.request import Asked
from punctum.healing.asking.settings import setting
from punctum.healing.draws import repeated_draws
from punctum.healing.map import MAP_GRID, HealingMap, heal_map


def map_of(asked: Asked) -> tuple[Delivery, HealingMap]:
    """One simulated session of the course by the usual hand, and how its zone responds at each place a quarter later.

    The look is `late_quarter` of `asking.csv` after the last session, or at the end of the course if that is sooner.
    The skin is the usual one; the median is taken over `draws` of `map_grid.csv` draws of the constants.

    Raises:
        InputError: the treatment cannot be simulated.
    """
    delivery = deliver(asked.treatment, seed=asked.seed, draws=1)
    day = min(asked.session_days[-1] + setting("late_quarter"), asked.until_days)
    draws = repeated_draws(int(MAP_GRID.by_id["draws"].value))
    return delivery, heal_map(delivery, draws, at_days=(day,), session_days=asked.session_days, columns=asked.columns())
