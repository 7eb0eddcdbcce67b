"""Where things stand in the flat arrays of the compiled loops; every place holds LANES numbers, one a column."""

from __future__ import annotations

# Fields of a cell that go from step to step.
SIGNAL, ACTIVE, GROWTH, RESIDENT_III, RESIDENT_I, WOUND_III, WOUND_I, MATURE, TROPO, FIBRE = range(10)
FIELDS = 10
# Those that are saved by depth.
SEEN = (SIGNAL, ACTIVE, RESIDENT_III, RESIDENT_I, WOUND_III, WOUND_I, MATURE)
# What else is kept of a cell: fixed shares first, then what one pass leaves for the next.
SPEED, HERE, IN_DERMIS, IN_EPIDERMIS, MIDDLE, MMP_MEAN, KNOWN, SECOND = range(8)
PLACES = 8
# What a session does to a cell: call of neutrophils, release of signal.
CALLED, RELEASED = range(2)
HURTS = 2
# Links of the chain after one session, then its collagenase of all days together.
LINKS = 6
CALL, RELEASE, NEUTROPHILS, MACROPHAGES, MMP, REDDENING, CLEARING = range(7)
SESSION = 7
# Column by column, after all sessions.
REDNESS, EPIDERMAL, EPIDERMAL_SIGNAL, MADE, LOST = range(5)
COLUMN = 5
# What a session called: added up through the dermis in mm, in the mean over it; and what it injured of the papillary.
THROUGH_DERMIS, OVER_DERMIS, INJURED_PAPILLARY = range(3)
MEANS = 3
# What drives the cells in one step after one session.
FIRST_RELEASE, FIRST_CALL, SECOND_RELEASE, SECOND_CALL, DRIVE_MMP = range(5)
DRIVES = 5
# The two eliminations of the signal matrix: downwards, then upwards.
DOWN_INVERSE, DOWN_LOWER, DOWN_UPPER, UP_INVERSE, UP_LOWER, UP_UPPER = range(6)
BANDS = 6
# Propagator of the chain, then its mean over the step.
CHAIN = 2 * LINKS * LINKS
# Constants of one step length.
(
    HALF_DAYS, TO_SIGNAL, FASTER, LOSS_III, LOSS_I, WOUND_FASTER, WOUND_LOSS_III, WOUND_LOSS_I,
    TAKE_III, TAKE_I, MAKE_III, MAKE_I, CONVERT, MATURING, LOSS, WOUND_LOSS,
    MATURE_LEFT, MATURE_FIRST, MATURE_SECOND, MATURE_LOSS,
    TROPO_MADE, TROPO_LEFT, TROPO_FIRST, TROPO_SECOND, FIBRE_MADE, TAKE_BOTH,
) = range(26)  # fmt: skip
STEPS = 26
# The same in doubles.
EPIDERMAL_LEFT, EPIDERMAL_FIRST = CHAIN, CHAIN + 1
WIDE_STEPS = CHAIN + 2

# Coefficients of the equations, in the order in which the loops take them.
RATE_NAMES = (
    "neutrophil_call", "neutrophil_supply", "neutrophil_loss", "macrophage_supply", "macrophage_loss", "release",
    "signal_release", "signal_from_macrophages", "signal_from_fibroblasts", "signal_loss", "diffusivity", "growth",
    "ceiling", "half_signal", "fibroblast_loss", "mmp_supply", "mmp_loss", "mmp_breakdown", "collagen_loss",
    "wound_loss", "conversion", "maturation", "mature_loss", "rest_iii", "rest_i", "make_iii", "make_i", "gain_iii",
    "gain_i", "collagen_half_signal", "tropoelastin_supply", "tropoelastin_loss", "elastic_fibre_share",
    "elastotic_clearance", "redness_of_injury", "redness_of_inflammation", "redness_loss", "epidermal_gain",
    "epidermal_turnover",
)  # fmt: skip
RATES = len(RATE_NAMES)
(
    R_NEUTROPHIL_CALL, R_NEUTROPHIL_SUPPLY, R_NEUTROPHIL_LOSS, R_MACROPHAGE_SUPPLY, R_MACROPHAGE_LOSS, R_RELEASE,
    R_SIGNAL_RELEASE, R_SIGNAL_FROM_MACROPHAGES, R_SIGNAL_FROM_FIBROBLASTS, R_SIGNAL_LOSS, R_DIFFUSIVITY, R_GROWTH,
    R_CEILING, R_HALF_SIGNAL, R_FIBROBLAST_LOSS, R_MMP_SUPPLY, R_MMP_LOSS, R_MMP_BREAKDOWN, R_COLLAGEN_LOSS,
    R_WOUND_LOSS, R_CONVERSION, R_MATURATION, R_MATURE_LOSS, R_REST_III, R_REST_I, R_MAKE_III, R_MAKE_I, R_GAIN_III,
    R_GAIN_I, R_COLLAGEN_HALF_SIGNAL, R_TROPOELASTIN_SUPPLY, R_TROPOELASTIN_LOSS, R_ELASTIC_FIBRE_SHARE,
    R_ELASTOTIC_CLEARANCE, R_REDNESS_OF_INJURY, R_REDNESS_OF_INFLAMMATION, R_REDNESS_LOSS, R_EPIDERMAL_GAIN,
    R_EPIDERMAL_TURNOVER,
) = range(RATES)  # fmt: skip
