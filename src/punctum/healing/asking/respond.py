"""One person's course, simulated with all that is not known: constants, skin and how needles go in, draw by draw."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from punctum.healing.asking.bands import Bands, bands
from punctum.healing.asking.looks import look_days
from punctum.healing.asking.request import Asked
from punctum.healing.asking.settings import setting
from punctum.healing.course import Course
from punctum.healing.draws import repeated_draws
from punctum.healing.heal import heal
from punctum.healing.needling import needle_sessions
from punctum.healing.redness import REDNESS_CLASSES, redness_class, redness_days

# What is told of a course, in this order.
TOLD = (
    "erythema_au", "tewl_g_m2_h", "open_channel_fraction", "collagen_iii", "collagen_i", "mature_collagen", "elastin",
    "epidermal_thickness_um",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Response:
    """The response of tissue to a course, with bands over the draws.

    Arguments:
        asked: for what. course: every draw of it, one column each.
        bands: id of an output → bands (t,), for the outputs in `TOLD`.
        redness_days: bands of how long redness stays visible after a session.
        redness_class: id of the class that holds the upper end of the band `told_band` of `asking.csv`; the median may
            lie in a shorter one. redness_shares: share of the draws in every class.
    """

    asked: Asked
    course: Course
    bands: dict[str, Bands]
    redness_days: Bands
    redness_class: str
    redness_shares: dict[str, float]


def respond(asked: Asked, on_progress: Callable[[float], None] | None = None) -> Response:
    """Simulate a course: draw i of the constants on draw i of the skin and of how needles go in.

    Draw 0 is the usual skin with the best guess of how deep needles go. Where more draws are asked for than constants
    are shipped, these begin anew, each time on other skin.

    Arguments:
        on_progress: called with the share that is done; may raise to stop.

    Raises:
        InputError: as `heal`.
    """
    treatment = asked.treatment
    columns = asked.columns(asked.draws)
    sessions = needle_sessions(
        kind=treatment.hand_piece.kind,
        needle_length_mm=treatment.needle_length_mm,
        density_per_cm2=asked.density_per_cm2,
        session_days=asked.session_days,
        zone=treatment.zone,
        sex=treatment.sex,
        age_years=treatment.age_years,
        label_length_max_mm=treatment.hand_piece.label_length_max_mm,
        draws=asked.draws,
        seed=asked.seed,
    )
    looks = look_days(asked.session_days, asked.until_days)
    course = heal(
        columns, sessions, repeated_draws(asked.draws), asked.until_days, save_days=looks, on_progress=on_progress
    )
    red = redness_days(course)
    classes = [redness_class(float(days)) for days in red]
    lasting = bands(red)
    return Response(
        asked=asked,
        course=course,
        bands={name: bands(course[name]) for name in TOLD},
        redness_days=lasting,
        redness_class=redness_class(float(lasting.high[int(setting("told_band"))])),
        redness_shares={row.id: classes.count(row.id) / len(classes) for row in REDNESS_CLASSES.rows},
    )
