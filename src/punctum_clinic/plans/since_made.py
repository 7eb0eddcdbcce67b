"""What is no longer as it was when a plan was made, for every page that rests on the plan."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from punctum.report import words
from punctum_clinic.plans.models import Plan
from punctum_clinic.plans.signable import older


def changed_since(row: Plan, today: date) -> Iterator[str]:
    """One line for each thing that a signed plan was made from and that does not hold any more."""
    if row.state != Plan.State.SIGNED:
        return
    if older(row):
        yield _("What is known of the person changed since this plan was made. Read it, then screen or plan again.")
    rests_on = {finding["rule"] for finding in row.document["findings"] if finding["cleared_by"]}
    for each in row.patient.get("clearances", ()):
        until = each.get("valid_until")
        if each["rule"] in rests_on and until and date.fromisoformat(until) < today:
            told = {"rule": each["rule"], "name": each["by"], "day": words.day_text(date.fromisoformat(until))}
            yield _("The clearance of %(rule)s by %(name)s ended on %(day)s.") % told
