"""What a clinic's own results taught: it is one more study, whose differences from the others are drawn by name."""

from __future__ import annotations

from punctum.outcome.design import Design


def clinic_study(design: Design) -> str:
    """The name of the draws of how the clinic differs from the studies of an indication, in log remaining."""
    return f"clinic:{design.indication}"


def clinic_arm(design: Design) -> str:
    """The name of the draws of how one treatment in the clinic differs beyond that, in log remaining."""
    done = ("needling",) if design.needled else ()
    return f"clinic_arm:{design.indication}:{'+'.join((*done, *sorted(design.agents), *('',) * design.unknown_agents))}"


def clinic_measure(design: Design) -> str:
    """The name of the draws of how the clinic's scores on one scale differ beyond that, in log remaining."""
    return f"clinic_measure:{design.indication}:{design.measure.scale}"


def clinic_spread(design: Design) -> str:
    """The name of the draws of the logarithm of the spread between the clinic's people over that of the studies."""
    return f"clinic_spread:{design.indication}"
