"""How each observable is read from a course: one short formula each."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from punctum.barrier import HOURS_A_DAY
from punctum.healing.experiment import setting
from punctum.healing.moments import first_above, last_above, peak
from punctum.healing.observing.seen import Seen
from punctum.healing.redness import redness_days

Values = NDArray[np.float64]
HALF = 1 / 2


def _percent(ratio: Values) -> Values:
    return 100 * (ratio - 1)


def _iii_share(s: Seen) -> Values:
    iii, _, _ = s.pools()
    return iii / s.total()


def _ratio(s: Seen) -> Values:
    iii, young, mature = s.pools()
    return iii / (young + mature)


def _ratio_at_rest(s: Seen) -> Values:
    return s.p("type_iii_share") / (1 - s.p("type_iii_share"))


def _type_i(s: Seen) -> Values:
    _, young, mature = s.pools()
    return (young + mature) / (1 - s.p("type_iii_share"))


def _extractable(s: Seen) -> Values:
    iii, young, _ = s.pools()
    return (iii + young) / s.total()


def _whole_epidermis(s: Seen) -> Values:
    return s.at("epidermal_thickness_um") + s.skin().stratum_corneum_um


def _whole_epidermis_ratio(s: Seen) -> Values:
    skin = s.skin()
    return _whole_epidermis(s) / (skin.viable_epidermis_um + skin.stratum_corneum_um)


def _neutrophils_to_macrophages(s: Seen) -> Values:
    return s.at("neutrophils") / np.maximum(s.at("macrophages"), np.finfo(np.float64).tiny)


def _tewl_recovery(s: Seen) -> Values:
    days, loss = s.after("tewl_g_m2_h")
    over = loss / s.p("tewl_rest_g_m2_h")[:, None] - 1
    return last_above(days, over, setting("tewl_margin"))


def _pores_down_to(level: float) -> Callable[[Seen], Values]:
    return lambda s: HOURS_A_DAY * last_above(*s.after("open_channel_fraction"), level)


def _epidermal_closure(s: Seen) -> Values:
    """The root of the gap falls in a straight line to 0: the line through the last two looks at an open gap."""
    days, gap = s.after("epidermal_gap_fraction")
    radius = np.sqrt(gap)
    is_open = radius > 0
    last = radius.shape[1] - 1 - np.argmax(is_open[:, ::-1], axis=1)
    rows = np.arange(len(radius))
    before, following = np.maximum(last - 1, 0), np.minimum(last + 1, len(days) - 1)
    fall = (radius[rows, before] - radius[rows, last]) / np.where(last > 0, days[last] - days[before], np.inf)
    moving = (fall > 0) & (radius[rows, before] < 1)
    line = days[last] + radius[rows, last] / np.where(moving, fall, np.inf)
    closed = np.where(moving, np.minimum(line, days[following]), (days[last] + days[following]) / 2)
    since = np.where(last == len(days) - 1, np.inf, closed - days[0])
    return np.where(is_open.any(axis=1), HOURS_A_DAY * since, 0.0)


def _first_seen(output: str) -> Callable[[Seen], Values]:
    return lambda s: first_above(*s.after(output), 1 + setting("first_seen"))


def _value(output: str) -> Callable[[Seen], Values]:
    return lambda s: s.at(output)


def _change(output: str) -> Callable[[Seen], Values]:
    return lambda s: _percent(s.at(output))


def _peak(output: str) -> Callable[[Seen], Values]:
    return lambda s: peak(*s.after(output))


def _inflammation(s: Seen) -> Values:
    return s.log2(s.at("neutrophils") + s.at("macrophages"))


def _echo(s: Seen) -> Values:
    return s.gain * _percent(s.total())


# Observable → how it is read. Every row of observables.csv that is modelled has one.
READ: dict[str, Callable[[Seen], Values]] = {
    "collagen_iii_percent": _change("collagen_iii"),
    "collagen_i_percent": lambda s: _percent(_type_i(s)),
    "young_collagen_i_percent": _change("collagen_i"),
    "mature_collagen_percent": _change("mature_collagen"),
    "total_collagen_percent": lambda s: _percent(s.total()),
    "new_collagen_percent": lambda s: 100 * s.at("wound_collagen"),
    "collagen_iii_share_percent": lambda s: 100 * _iii_share(s),
    "collagen_iii_share_change_percent": lambda s: _percent(_iii_share(s) / s.p("type_iii_share")),
    "iii_to_i_ratio": _ratio,
    "iii_to_i_ratio_change_percent": lambda s: _percent(_ratio(s) / _ratio_at_rest(s)),
    "extractable_share_percent": lambda s: 100 * _extractable(s),
    "collagen_i_synthesis_fold": lambda s: s.making("type_i_gain"),
    "collagen_iii_synthesis_fold": lambda s: s.making("type_iii_gain"),
    "tropoelastin": _value("tropoelastin"),
    "elastin_percent": _change("elastin"),
    "viable_epidermis_um": _value("epidermal_thickness_um"),
    "viable_epidermis_percent": lambda s: _percent(s.at("epidermal_thickness_um") / s.skin().viable_epidermis_um),
    "epidermis_um": _whole_epidermis,
    "epidermis_percent": lambda s: _percent(_whole_epidermis_ratio(s)),
    "dermal_density_percent": _echo,
    "dermal_thickness_percent": _echo,
    "tewl_g_m2_h": _value("tewl_g_m2_h"),
    "tewl_over_rest_g_m2_h": lambda s: s.at("tewl_g_m2_h") - s.p("tewl_rest_g_m2_h"),
    "tewl_over_rest_percent": lambda s: _percent(s.at("tewl_g_m2_h") / s.p("tewl_rest_g_m2_h")),
    "tewl_recovery_days": _tewl_recovery,
    "erythema_au": _value("erythema_au"),
    "redness_days": lambda s: redness_days(s.course),
    "open_channel_percent": lambda s: 100 * s.at("open_channel_fraction"),
    "pore_half_life_hours": _pores_down_to(HALF),
    "pore_closure_hours": lambda s: _pores_down_to(setting("counts_as_closed"))(s),
    "epidermal_gap_percent": lambda s: 100 * s.at("epidermal_gap_fraction"),
    "epidermal_closure_hours": _epidermal_closure,
    "neutrophils": _value("neutrophils"),
    "macrophages": _value("macrophages"),
    "fibroblasts_fold": _value("fibroblasts"),
    "neutrophil_to_macrophage_ratio": _neutrophils_to_macrophages,
    "neutrophil_peak_days": _peak("neutrophils"),
    "macrophage_peak_days": _peak("macrophages"),
    "signal_peak_days": _peak("signal"),
    "fibroblast_peak_days": _peak("fibroblasts"),
    "mmp_peak_days": _peak("mmp"),
    "collagen_iii_first_seen_days": _first_seen("collagen_iii"),
    "collagen_i_first_seen_days": _first_seen("collagen_i"),
    "col1a1_rna_log2": lambda s: s.log2(s.making("type_i_gain") - 1),
    "col3a1_rna_log2": lambda s: s.log2(s.making("type_iii_gain") - 1),
    "tgfb1_rna_log2": lambda s: s.log2(s.at("signal")),
    "mmp1_rna_log2": lambda s: s.log2(s.at("mmp")),
    "il1b_rna_log2": _inflammation,
    "il6_rna_log2": _inflammation,
}
