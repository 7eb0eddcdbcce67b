"""A year of one column written anew from the equations and left to SciPy: slow, and another scheme than ours.

Every field is an unknown in every cell, collagen as whole pools and not as a difference from rest, redness and the
epidermis too, so that only neighbours in depth are coupled and the Jacobian is banded. SciPy's LSODA chooses its own
steps and its own order; each session is a jump between two integrations.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, log, pi

import numpy as np
from numpy.typing import NDArray
from scipy.integrate import solve_ivp

from punctum.exposure import Exposure

Values = NDArray[np.float64]
FIELDS = (
    "call", "store", "neutrophils", "macrophages", "mmp", "signal", "fibroblasts", "resident_iii", "resident_i",
    "wound_iii", "wound_i", "mature", "tropoelastin", "elastic_fibre", "elastotic", "redness", "growth", "made", "lost",
    "flush",
)  # fmt: skip
AT = {name: index for index, name in enumerate(FIELDS)}
DAYS_A_YEAR = 365.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Skin:
    """One column: layers from the surface down in µm, the stratum corneum first, and what changes its repair."""

    layers_um: tuple[float, float, float, float] = (15.0, 70.0, 150.0, 1000.0)
    synthesis: float = 1.0
    mmp: float = 1.0
    closure: float = 1.0
    epithelium: float = 1.0
    covered: bool = False


class Reference:
    """The equations of one column.

    Arguments:
        constants: one value by id of a constant. edges_mm: of the cells in depth.
    """

    def __init__(self, skin: Skin, constants: Mapping[str, float], edges_mm: Values) -> None:
        self.skin, self.k, self.edges = skin, constants, edges_mm
        self.widths = np.diff(edges_mm)
        middles = edges_mm[:-1] + self.widths / 2
        diffusivity = constants["signal_loss_per_day"] * constants["signal_reach_mm"] ** 2
        self.conductance = diffusivity / np.diff(middles)
        top = np.cumsum([0.0, *skin.layers_um]) / 1000
        self.epidermis = self.covered(top[1], top[2])
        self.papillary = self.covered(top[2], top[3])
        self.dermis = self.covered(top[2], top[4])
        k = constants
        self.mature_loss = log(2) / (DAYS_A_YEAR * k["mature_half_life_years"])
        self.iii, self.i = k["type_iii_share"], k["extractable_share"] - k["type_iii_share"]
        self.mature = 1 - self.iii - self.i
        # At rest each pool is made as fast as it is lost.
        self.chi = self.mature_loss * self.mature / self.i
        loss, kappa = k["collagen_loss_per_day"], k["type_iii_conversion_per_day"]
        self.s3 = loss * self.iii + kappa * self.iii
        self.s1 = loss * self.i + self.chi * self.i - kappa * self.iii

    def covered(self, top_mm: float, bottom_mm: float) -> Values:
        """Share of each cell between two depths."""
        inside = np.clip(self.edges, top_mm, bottom_mm)
        return np.diff(inside) / self.widths

    def mean(self, values: Values, share: Values) -> float:
        """Mean over a layer."""
        return float(np.sum(values * share * self.widths) / np.sum(share * self.widths))

    def at_rest(self) -> Values:
        """(cells, FIELDS) before the first session."""
        y = np.zeros((len(self.widths), len(FIELDS)))
        y[:, AT["fibroblasts"]] = y[:, AT["elastotic"]] = 1
        y[:, AT["resident_iii"]], y[:, AT["resident_i"]], y[:, AT["mature"]] = self.iii, self.i, self.mature
        return y

    def injured(self, exposure: Exposure) -> Values:
        """1 − exp(−n·S·π·(r + ℓ)²) with the mean of S over each cell."""
        last = exposure.depth_mm[-1]
        area = np.concatenate([[0.0], np.cumsum(np.diff(exposure.depth_mm) * _middles(exposure.deeper))])
        knots = np.union1d(self.edges, exposure.depth_mm)
        share = np.where(knots <= last, np.interp(knots, exposure.depth_mm, exposure.deeper), 0.0)
        inside = knots <= last
        pieces = np.concatenate([[0.0], np.cumsum(np.diff(knots) * np.where(inside[1:], _middles(share), 0.0))])
        assert np.isclose(pieces[-1], area[-1]) or last > self.edges[-1]
        deeper = np.diff(np.interp(self.edges, knots, pieces)) / self.widths
        moved = pi * (exposure.channel_radius_mm + self.k["signal_reach_mm"]) ** 2
        return np.asarray(1 - np.exp(-exposure.density_per_cm2 / 100 * moved * deeper))

    def strike(self, y: Values, injured: Values) -> Values:
        """The state just after a session."""
        struck = y.copy()
        struck[:, AT["call"]] += injured * self.dermis
        struck[:, AT["store"]] += injured * (self.dermis + self.epidermis)
        struck[:, AT["flush"]] += self.k["redness_of_injury_au"] * injured
        return struck

    def slope(self, _: float, flat: Values) -> Values:
        """Everything that changes, per day: (cells·FIELDS,)."""
        k, y = self.k, flat.reshape(-1, len(FIELDS)).T
        call, store, n, m, p, t, f, c3, c1, w3, w1, c0, te, _fibre, x, h, g, _made, _lost, flush = y
        d = np.empty_like(y)
        d[0] = -call / k["neutrophil_call_days"]
        d[1] = -store / k["signal_release_days"]
        d[2] = k["neutrophil_supply_per_day"] * call - k["neutrophil_loss_per_day"] * n
        d[3] = k["macrophage_supply_per_day"] * n - k["macrophage_loss_per_day"] * m
        d[4] = k["mmp_supply_per_day"] * self.skin.mmp * (n + m) - k["mmp_loss_per_day"] * p
        flux = self.conductance * np.diff(t)
        d[5] = (
            k["signal_release_per_day"] * store
            + k["signal_from_macrophages_per_day"] * m
            + k["signal_from_fibroblasts_per_day"] * (f - 1)
            - k["signal_loss_per_day"] * t
        )
        d[5, :-1] += flux / self.widths[:-1]
        d[5, 1:] -= flux / self.widths[1:]
        grown = k["fibroblast_growth_per_day"] * self.dermis * t / (k["fibroblast_half_signal"] + t)
        d[6] = grown * f * (1 - f / k["fibroblast_ceiling"]) - k["fibroblast_loss_per_day"] * (f - 1)
        answer = t / (k["collagen_half_signal"] + t)
        loss = k["collagen_loss_per_day"] * (1 + k["mmp_breakdown"] * p)
        wound_loss = k["wound_collagen_loss_ratio"] * loss
        kappa = k["type_iii_conversion_per_day"]
        more = self.skin.synthesis * (self.dermis > 0)
        more3 = more * self.s3 * (f * (1 + k["type_iii_gain"] * answer) - 1)
        more1 = more * self.s1 * (f * (1 + k["type_i_gain"] * answer) - 1)
        d[7] = self.s3 - (loss + kappa) * c3
        d[8] = self.s1 + kappa * c3 - (loss + self.chi) * c1
        d[9] = more3 - (wound_loss + kappa) * w3
        d[10] = more1 + kappa * w3 - (wound_loss + self.chi) * w1
        d[11] = self.chi * (c1 + w1) - self.mature_loss * c0
        supply = k["tropoelastin_supply_per_day"] * self.skin.synthesis
        d[12] = supply * (f - 1) * answer - k["tropoelastin_loss_per_day"] * te
        d[13] = k["elastic_fibre_share"] * k["tropoelastin_loss_per_day"] * te
        d[14] = -k["elastotic_clearance_per_day"] * p * x
        d[15] = k["redness_of_inflammation_per_day"] * (n + m) - k["redness_loss_per_day"] * h
        d[19] = -k["redness_loss_per_day"] * flush
        d[16] = (k["epidermal_gain"] * t - g) / k["epidermal_turnover_days"]
        d[17] = more3 + more1
        lost = loss * (c3 + c1) + wound_loss * (w3 + w1) + self.mature_loss * c0
        d[18] = lost - k["collagen_loss_per_day"] * (self.iii + self.i) - self.mature_loss * self.mature
        return np.asarray(d.T.ravel())

    def run(
        self, courses: Sequence[Exposure], save_days: Sequence[float], *, rtol: float = 1e-9, atol: float = 1e-11
    ) -> dict[str, Values]:
        """(saves,) every output of healing; (saves, cells) each field as `field …`. Days ascend."""
        states = [self.at_rest() for day in save_days if day < courses[0].at_days]
        y = self.at_rest()
        for index, one in enumerate(courses):
            final = index + 1 == len(courses)
            begin, end = one.at_days, save_days[-1] if final else courses[index + 1].at_days
            y = self.strike(y, self.injured(one))
            here = [day for day in save_days if begin <= day and (day < end or final)]
            times = np.unique([begin, *here, end])
            if len(times) == 1:
                states += [y]
                continue
            found = solve_ivp(
                self.slope, (begin, end), y.ravel(), "LSODA", times, rtol=rtol, atol=atol,
                lband=len(FIELDS), uband=len(FIELDS),
            )  # fmt: skip
            assert found.success, found.message
            by_day = dict(zip(times, found.y.T.reshape(len(times), -1, len(FIELDS)), strict=True))
            states += [by_day[day] for day in here]
            y = by_day[end]
        return {**self.outputs(np.array(states)), **self.barrier(courses, save_days)}

    def outputs(self, y: Values) -> dict[str, Values]:
        """What the states (saves, cells, FIELDS) are called outside."""

        def over(values: Values, share: Values) -> Values:
            return np.array([self.mean(row, share) for row in values])

        def field(name: str) -> Values:
            return np.asarray(y[:, :, AT[name]])

        def dermal(name: str) -> Values:
            return over(field(name), self.dermis)

        iii, i, wound = (
            dermal("resident_iii") + dermal("wound_iii"),
            dermal("resident_i") + dermal("wound_i"),
            dermal("wound_iii") + dermal("wound_i"),
        )
        fibres = 1 - self.k["elastotic_share"] + dermal("elastic_fibre")
        return {
            "erythema_au": over(field("flush"), self.papillary) + field("redness") @ (self.dermis * self.widths),
            "neutrophils": dermal("neutrophils"),
            "macrophages": dermal("macrophages"),
            "signal": dermal("signal"),
            "fibroblasts": dermal("fibroblasts"),
            "mmp": dermal("mmp"),
            "collagen_iii": iii / self.iii,
            "collagen_i": i / self.i,
            "mature_collagen": dermal("mature") / self.mature,
            "total_collagen": iii + i + dermal("mature"),
            "wound_collagen": wound,
            "wound_collagen_iii": dermal("wound_iii"),
            "tropoelastin": dermal("tropoelastin"),
            "elastin": fibres + dermal("tropoelastin") + self.k["elastotic_share"] * dermal("elastotic"),
            "epidermal_thickness_um": self.skin.layers_um[1] * (1 + over(field("growth"), self.epidermis)),
            "collagen_made": dermal("made"),
            "collagen_lost": dermal("lost"),
            **{f"field {name}": field(name) for name in FIELDS},
        }

    def barrier(self, courses: Sequence[Exposure], save_days: Sequence[float]) -> dict[str, Values]:
        """Water loss, open channels and the gap in the epidermis, one moment after the other."""
        k, skin = self.k, self.skin
        speed = skin.closure * (k["cover_factor"] if skin.covered else 1.0)
        made: dict[str, list[float]] = {"tewl_g_m2_h": [], "open_channel_fraction": [], "epidermal_gap_fraction": []}
        for day in save_days:
            tewl, pores, gap = k["tewl_rest_g_m2_h"], 0.0, 0.0
            for one in courses:
                if one.at_days > day or one.density_per_cm2 == 0:
                    continue
                hours = 24 * (day - one.at_days)
                opened = 1 - exp(-one.density_per_cm2 / 100 * pi * one.channel_radius_mm**2)
                water = 0.5 ** (hours * speed / k["water_half_life_hours"])
                pores = 0.5 ** (hours * speed / k["pore_half_life_hours"])
                tewl += opened * (k["tewl_of_water_paths_g_m2_h"] * water + k["tewl_of_pores_g_m2_h"] * pores)
                moving = max(hours - k["epithelial_lag_hours"] / skin.epithelium, 0.0)
                moved_um = moving * k["epithelial_speed_um_per_hour"] * skin.epithelium
                gap = max(1 - moved_um / 1000 / one.channel_radius_mm, 0.0) ** 2
            for name, value in (
                ("tewl_g_m2_h", tewl),
                ("open_channel_fraction", pores),
                ("epidermal_gap_fraction", gap),
            ):
                made[name].append(value)
        return {name: np.array(values) for name, values in made.items()}


def _middles(values: Values) -> Values:
    return np.asarray((values[1:] + values[:-1]) / 2)
