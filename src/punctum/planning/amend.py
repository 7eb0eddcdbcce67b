"""A plan that a clinician changes: the same plan anew, and the limits that the changes go over."""

from __future__ import annotations

from dataclasses import dataclass

from punctum.planning.amendments import Amendment
from punctum.planning.bounds import Exceeded
from punctum.planning.making import make
from punctum.planning.values import TreatmentPlan


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendedPlan:
    """A plan after a change.

    Arguments:
        plan: with everything that follows from the change. amendment: the change.
        exceeded: the limits that it goes over. For each a clinician must give a reason, which the caller records.
    """

    plan: TreatmentPlan
    amendment: Amendment
    exceeded: tuple[Exceeded, ...]


def amended(plan: TreatmentPlan, amendment: Amendment) -> AmendedPlan:
    """The plan with what a clinician changes, and everything that follows from it.

    The amendment holds every change against the plan as it was first made for this person on this day: amending an
    amended plan takes the place of the earlier change. Simulated deliveries and healing rest on the settings and are
    left out; `with_deliveries` and `with_healing` make them anew.

    What is never allowed raises: a zone that screening closed or that gets no settings, a needle length that the
    device cannot be set to, less care than a finding asks for, an adjunct or a day that screening does not let
    through. Course, ceiling, label, studied range, interval floor and the person's own wishes may be exceeded with a
    reason; each is in `exceeded`.

    Arguments:
        plan: any plan of the person on the day. amendment: the whole of the changes.

    Returns:
        a new plan; with nothing changed it equals the plan as first made.

    Raises:
        InputError: one problem for each change that is never allowed, with its path in the amendment.
    """
    made = make(plan.patient, on=plan.made_on, clinic=plan.clinic, amendment=amendment)
    return AmendedPlan(plan=made.plan, amendment=amendment, exceeded=made.exceeded)
