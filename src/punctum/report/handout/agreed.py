"""Who has agreed to what would otherwise not be allowed."""

from __future__ import annotations

from collections.abc import Iterator

from punctum.planning.values import TreatmentPlan
from punctum.report.handout.values import Line
from punctum.report.handout.voice import Voice
from punctum.screening import Finding


def agreed(plan: TreatmentPlan, finding: Finding, voice: Voice) -> Iterator[Line]:
    """The person whose clearance a finding rests on, with its last day; nothing for a finding without one."""
    if not finding.cleared_by:
        return
    # Several may have been given under one rule, and some may not hold.
    given = {f"{clearance.by} ({clearance.role})": clearance.by for clearance in plan.patient.clearances}
    who = given.get(finding.cleared_by, finding.cleared_by)
    if until := finding.clearance_valid_until:
        yield voice.sentence("agreed_until", own=("who",), who=who, until=until)
    else:
        yield voice.sentence("agreed", own=("who",), who=who)
