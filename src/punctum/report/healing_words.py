"""How a course of healing reads: the names of its outputs, their figures, what was done, and what nobody can know."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import floor, log10

from punctum.evidence.language import NBSP
from punctum.healing.asking.bands import Bands
from punctum.healing.asking.respond import Response
from punctum.healing.asking.settings import setting
from punctum.healing.draws import shipped
from punctum.healing.modifiers import Modifier, effects_of
from punctum.healing.redness import REDNESS_CLASSES
from punctum.report.words import capital, count, length, number
from punctum.skin import ZONES

NOT_BENEFIT = "This is how tissue responds in a model. It is not benefit: nothing here says that anybody looks better."
BANDS = (
    "The bands come from draws over the constants, the skin of people and how deep needles go. What the model itself "
    "gets wrong is not in them."
)
REACH = (
    "How far the signal of a hole reaches is the least known of all and moves the dermis most: nearly none of it or "
    "all of it may respond."
)
NOT_MODELLED = (
    "Pigment change, infection, scars and pain are not modelled; a low curve does not mean that they are rare."
)
OWN_UNIT = (
    "The unit of redness is ours: 1 is just visible. No curve of redness after longer needles was printed. That deeper "
    "channels redden for longer rests on a vendor's advice."
)
ONE_PLACE = "One place of skin stands for the zone, with holes at random around it."
PRIOR = "The constants are draws of what the sources allow. They were not fitted to measured courses."
FITTED = "The constants are draws that were fitted to published measurements (docs/calibration.md)."
ONE_DRAW = "One draw was made: its bands have no width and say nothing of what is not known."
AGAIN = "More draws were asked for than constants are shipped; these were used again, each time on other skin."
NAMES = {
    "erythema_au": "Redness (1: just visible)",
    "tewl_g_m2_h": "Water loss, g/m²/h",
    "open_channel_fraction": "Channels open, %",
    "collagen_iii": "Type III collagen",
    "collagen_i": "Young type I collagen",
    "mature_collagen": "Cross-linked collagen",
    "elastin": "What stains as elastin",
    "epidermal_thickness_um": "Living epidermis, µm",
}
SOON = ("erythema_au", "tewl_g_m2_h", "open_channel_fraction")
LATE = tuple(name for name in NAMES if name not in SOON)
FEW_DIGITS = 2
DAYS_A_YEAR = 365
# A time so near to whole months is told in months, as a share of one.
NEARLY = 0.1


def figure(name: str, value: float) -> str:
    """One figure of an output as it reads: two digits that say something, or the decimals that its unit deserves."""
    return FIGURES[name](value)


def _plain(value: float) -> str:
    """Two digits that say something; nothing smaller than a hundredth."""
    if value < 10**-FEW_DIGITS:
        return "0"
    return number(value, min(max(FEW_DIGITS - 1 - floor(log10(value)), 0), FEW_DIGITS))


def _fixed(decimals: int, factor: float = 1) -> Callable[[float], str]:
    return lambda value: f"{factor * value:.{decimals}f}"


FIGURES: dict[str, Callable[[float], str]] = {
    "erythema_au": _plain,
    "tewl_g_m2_h": _fixed(1),
    "open_channel_fraction": lambda share: _plain(100 * share),
    "collagen_iii": _fixed(2),
    "collagen_i": _fixed(2),
    "mature_collagen": _fixed(3),
    "elastin": _fixed(2),
    "epidermal_thickness_um": _fixed(0),
}


def band_text(name: str, bands: Bands, at: int, level: int) -> str:
    """A band of an output at one look: `1.00 to 1.31`."""
    return f"{figure(name, float(bands.low[level][at]))} to {figure(name, float(bands.high[level][at]))}"


def zone_text(response: Response) -> str:
    """The name of the zone with a capital letter."""
    return capital(ZONES.by_id[response.asked.treatment.zone].name)


def done_text(response: Response) -> str:
    """What is done: `3 sessions, 4 weeks apart: SkinPen Precision, needle 1.0 mm, 250 holes per cm².`"""
    asked = response.asked
    days = asked.session_days
    apart = f", {_weeks(days[1] - days[0])} apart" if len(days) > 1 else ""
    hand_piece = asked.treatment.hand_piece
    needle = f"needle {length(used_mm(response))}"
    return (
        f"{count(len(days), 'session')}{apart}: {hand_piece.name}, {needle}, "
        f"{number(asked.density_per_cm2, 0)} holes per cm²."
    )


def _weeks(days: float) -> str:
    return count(days / 7, "week") if days / 7 >= 1 else count(days, "day")


def used_mm(response: Response) -> float:
    """The needle length that counts: what was asked for, or where the label of the device ends."""
    treatment = response.asked.treatment
    most = treatment.hand_piece.label_length_max_mm
    return treatment.needle_length_mm if most is None else min(treatment.needle_length_mm, most)


def time_after(days: float) -> str:
    """A time in words: `1 hour`, `3 days`, `1 week`, `6 months`."""
    if days < 1:
        return count(round(24 * days), "hour")
    twelfths = 12 * days / DAYS_A_YEAR
    if round(twelfths) >= 1 and abs(twelfths - round(twelfths)) < NEARLY:
        return count(round(twelfths), "month")
    return count(days // 7, "week") if days % 7 == 0 else count(days, "day")


def redness_text(response: Response) -> str:
    """How long redness stays visible: the class that holds the band, the band, and the middle."""
    row = REDNESS_CLASSES.by_id[response.redness_class]
    lasting = response.redness_days
    level = int(setting("told_band"))
    low, middle, high = (_days(float(end)) for end in (lasting.low[level], lasting.median, lasting.high[level]))
    return (
        f"{row.text} This class holds where {level} of 100 draws end, between {low} and {high}. "
        f"Half of the draws end before {middle}."
    )


def redness_shares(response: Response) -> str:
    """How many of 100 draws fall into each class."""
    told = [
        f"{REDNESS_CLASSES.by_id[name].name}: {number(100 * share, 0)}"
        for name, share in response.redness_shares.items()
    ]
    return f"Of 100 draws: {', '.join(told)}."


def _days(lasting: float) -> str:
    return count(round(24 * lasting), "hour") if lasting < 2 else f"{number(lasting)}{NBSP}days"


def effects(response: Response) -> tuple[tuple[Modifier, float], ...]:
    """Every effect on repair that was taken into account, each with how much of it is there."""
    asked = response.asked
    treatment = asked.treatment
    return effects_of(treatment.sex, treatment.age_years, asked.phototype, asked.modifiers)


def draws_text(response: Response) -> str:
    """Whether the constants were fitted."""
    return FITTED if shipped().fitted else PRIOR


def notes(response: Response) -> Iterator[str]:
    """What to hold beside the figures: what they are not, what they rest on, what nobody knows."""
    yield NOT_BENEFIT
    yield draws_text(response)
    if response.asked.draws == 1:
        yield ONE_DRAW
    elif response.asked.draws > shipped().parameters.draws:
        yield AGAIN
    yield BANDS
    yield REACH
    yield OWN_UNIT
    yield ONE_PLACE
    yield NOT_MODELLED
    if used_mm(response) < (asked := response.asked.treatment.needle_length_mm):
        yield (
            f"{length(asked)} was asked for; the label of this device ends at {length(used_mm(response))}, "
            "which was simulated."
        )
