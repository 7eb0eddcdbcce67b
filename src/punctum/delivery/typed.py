"""The exposure of a treatment as it is typed, without simulating a single hole."""

from __future__ import annotations

from punctum.delivery.channel import channel_radius_mm
from punctum.delivery.checks import check_treatment
from punctum.delivery.depth import depth_model, soft_tissue_mm
from punctum.delivery.dose import amount
from punctum.delivery.measures import MEASURES
from punctum.delivery.operator import usual_operator
from punctum.delivery.region import zone_region
from punctum.delivery.values import Treatment
from punctum.exposure import Exposure, depth_grid_mm, typed_exposure
from punctum.skin import layers


def exposure_of(treatment: Treatment, at_days: float = 0.0) -> Exposure:
    """What the skin receives from a treatment, in closed form: open(z) = 1 − exp(−n·π·r²·P(d > z)).

    The holes are taken to lie anywhere. `deliver(treatment).exposure` counts them, and comes to nearly the same.

    Arguments:
        at_days: when, in days since the course began.

    Raises:
        InputError: the treatment cannot be done.
    """
    check_treatment(treatment, seed=0, draws=1)
    region, hand_piece = zone_region(treatment.zone, treatment.sex), treatment.hand_piece
    stack = layers(treatment.zone, treatment.sex, treatment.age_years)
    model = depth_model(
        hand_piece.kind, treatment.needle_length_mm, hand_piece.label_length_max_mm, soft_tissue_mm(stack)
    )
    grid = depth_grid_mm(model.needle_length_mm, MEASURES.by_id["depth_step"].value)
    made = amount(hand_piece, treatment.dose, treatment.passes, region.area_cm2, usual_operator())
    return typed_exposure(
        density_per_cm2=made.holes / region.area_cm2,
        channel_radius_mm=channel_radius_mm(),
        depth_mm=grid,
        deeper=model.deeper(grid),
        at_days=at_days,
    )
