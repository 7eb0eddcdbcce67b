"""The one answer on top of a plan: what holds for the zones that it treats, never for others beside them."""

from __future__ import annotations

from typing import Any

from punctum.screening import STRICTNESS, TREATABLE
from punctum_clinic.plans.treated import is_treated


def headline(document: dict[str, Any]) -> dict[str, Any] | None:
    """The verdict over the zones that a plan treats, as a zone has it.

    Returns:
        of the treated zones the strictest; of a plan that treats nothing the strictest of all, and none when every zone
        might be treated and yet has no settings, because then a clinician decides.
    """
    treated = [zone for zone in document["zones"] if is_treated(zone)]
    strictest = max(treated or document["zones"], key=lambda zone: STRICTNESS.index(zone["verdict"]), default=None)
    if treated or strictest is None or strictest["verdict"] not in TREATABLE:
        return strictest
    return None
