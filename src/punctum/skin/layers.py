"""Layers of the skin by zone, sex and age, from the surface down: how thick, how sure, who measured it and how."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, get_args

from punctum.evidence.limits import implausible
from punctum.evidence.table import Basis, weakest
from punctum.problems import InputError, Problem, nearest, shown
from punctum.skin.ages import aged
from punctum.skin.anthropometry import Sex
from punctum.skin.layer_tables import LAYER_SHARES, LAYERS, LayerName, Measured, Method
from punctum.skin.thickness import Estimate, mixed, of_row, scaled, without
from punctum.skin.zones import ZONES, find_zones

SEXES: tuple[Sex, ...] = get_args(Sex)
ONE_VALUE = "One value for women and men."
LESS_HORN = "The whole epidermis less the horny layer."
LESS_EPIDERMIS = "The whole skin less the epidermis."
TAKEN_OFF = "What is taken off is a house default."
HALF_WAY = "Sex is not known: half way between women and men."


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer of the skin in one zone.

    Arguments:
        top_um: how deep its upper edge lies on average, in µm from the surface.
        sd_um: between people; None where nobody printed one.
        interval_um: where about 95 of 100 people lie, or the printed range; None where neither is known.
        method: how it was measured; `derived` where it was reckoned from other sites or layers. site: measured where.
        age_note: what age does to it, or that it changes nothing.
    """

    name: LayerName | Literal["dermis"]
    mean_um: float
    sd_um: float | None
    interval_um: tuple[float, float] | None
    top_um: float
    method: Method
    site: str
    sources: tuple[str, ...]
    basis: Basis
    note: str
    age_note: str
    disagreement: str
    disagreement_sources: tuple[str, ...]

    @property
    def bottom_um(self) -> float:
        """How deep its lower edge lies on average, in µm from the surface."""
        return self.top_um + self.mean_um


def layers(zone: str, sex: Sex, age_years: float | None = None) -> tuple[Layer, ...]:
    """The layers of a zone from the surface down; the fat under the skin only where somebody measured it.

    Arguments:
        zone: the id or any name of one zone that may be needled.
        sex: with `unknown` half way between women and men.
        age_years: in years; None changes nothing. Only a slope that a study prints changes a thickness.

    Returns:
        stratum corneum, viable epidermis, papillary dermis, reticular dermis and, where known, subcutis; each thickness
        positive, each layer beginning where the one above ends.

    Raises:
        InputError: no such zone (the nearest name is given), several zones, a zone that is never needled, no such sex,
            or an age that nobody has.
    """
    name, stack = _stack(zone, sex, age_years)
    papillary, reticular = _halves(stack["dermis"][0])
    corneum, epidermis = stack["stratum_corneum"], stack["viable_epidermis"]
    parts: list[tuple[LayerName, Estimate, str]] = [
        ("stratum_corneum", *corneum),
        ("viable_epidermis", *epidermis),
        ("papillary_dermis", papillary, stack["dermis"][1]),
        ("reticular_dermis", reticular, stack["dermis"][1]),
    ]
    if (fat := _measured(name, "subcutis", sex)) is not None:
        parts.append(("subcutis", *aged(fat, name, "subcutis", sex, age_years)))
    made: list[Layer] = []
    for layer, estimate, age_note in parts:
        made.append(_layer(layer, estimate, made[-1].bottom_um if made else 0.0, age_note))
    return tuple(made)


def dermis(zone: str, sex: Sex, age_years: float | None = None) -> Layer:
    """The whole dermis of a zone, papillary and reticular together. Arguments and errors as for `layers`."""
    _, stack = _stack(zone, sex, age_years)
    top_um = stack["stratum_corneum"][0].mean_um + stack["viable_epidermis"][0].mean_um
    return _layer("dermis", stack["dermis"][0], top_um, stack["dermis"][1])


def check_person(sex: str, age_years: float | None) -> Sex:
    """The sex, if somebody can be this.

    Raises:
        InputError: no such sex, or an age that nobody has.
    """
    problems = []
    if (known := next((name for name in SEXES if name == sex), None)) is None:
        problems.append(Problem("sex", " or ".join(SEXES), shown(sex), nearest(sex, SEXES)))
    if age_years is not None and (problem := implausible("age_years", age_years)) is not None:
        problems.append(replace(problem, path="age"))
    if known is None or problems:
        raise InputError(problems)
    return known


def _stack(zone: str, sex: str, age_years: float | None) -> tuple[str, dict[Measured, tuple[Estimate, str]]]:
    """The zone's id; stratum corneum, viable epidermis and dermis, each with what age does to it."""
    name = _one_zone(zone)
    check_person(sex, age_years)
    corneum = _known(name, "stratum_corneum", sex)
    epidermis = _measured(name, "viable_epidermis", sex) or _rest(_known(name, "epidermis", sex), (corneum,), LESS_HORN)
    dermal = _measured(name, "dermis", sex) or _rest(_known(name, "skin", sex), (corneum, epidermis), LESS_EPIDERMIS)
    parts: dict[Measured, Estimate] = {"stratum_corneum": corneum, "viable_epidermis": epidermis, "dermis": dermal}
    return name, {layer: aged(part, name, layer, sex, age_years) for layer, part in parts.items()}


def _rest(whole: Estimate, parts: tuple[Estimate, ...], note: str) -> Estimate:
    """A layer less its parts; says so, and whether a house default was taken off."""
    left = without(whole, *parts)
    assumed = (TAKEN_OFF,) if any(part.basis == "house" for part in parts) else ()
    return replace(left, notes=(*left.notes, note, *assumed))


def _one_zone(zone: str) -> str:
    found = find_zones(zone)
    if len(found) > 1:
        raise InputError([Problem("zone", f"one of {', '.join(found)}", shown(zone))])
    if "never" in ZONES.by_id[found[0]].flags:
        raise InputError([Problem("zone", "a zone that may be needled", shown(zone))])
    return found[0]


def _known(zone: str, layer: Measured, sex: str) -> Estimate:
    if (estimate := _measured(zone, layer, sex)) is None:
        raise ValueError(f"layers.csv: no {layer} of the zone {zone}")
    return estimate


def _measured(zone: str, layer: Measured, sex: str) -> Estimate | None:
    """What the table says of a layer; half way between the sexes where it differs and the sex is not known."""
    rows: dict[str, Estimate] = {row.sex: of_row(row) for row in LAYERS.rows if row.zone == zone and row.layer == layer}
    if not rows:
        return None
    if "any" in rows:
        return replace(rows["any"], notes=(*rows["any"].notes, ONE_VALUE))
    if sex in rows:
        return rows[sex]
    return mixed(rows["female"], rows["male"], HALF_WAY)


def _halves(whole: Estimate) -> tuple[Estimate, Estimate]:
    """Papillary and reticular dermis: a share of the dermis and the rest."""
    share = LAYER_SHARES.by_id["papillary_dermis"]
    papillary = replace(
        scaled(whole, share.share),
        method="derived",
        sources=(*whole.sources, *share.sources),
        basis=weakest((whole.basis, share.basis)),
        notes=(share.note,),
        disagreements=(share.disagreement,),
        disagreement_sources=share.disagreement_sources,
    )
    reticular = replace(
        scaled(whole, 1 - share.share),
        method="derived",
        sources=papillary.sources,
        basis=papillary.basis,
        notes=("The rest of the dermis.",),
        disagreements=(),
        disagreement_sources=(),
    )
    return papillary, reticular


def _layer(name: LayerName | Literal["dermis"], estimate: Estimate, top_um: float, age_note: str) -> Layer:
    return Layer(
        name,
        estimate.mean_um,
        estimate.sd_um,
        estimate.interval_um,
        top_um,
        estimate.method,
        estimate.site,
        estimate.sources,
        estimate.basis,
        " ".join(estimate.notes),
        age_note,
        " ".join(estimate.disagreements),
        estimate.disagreement_sources,
    )
