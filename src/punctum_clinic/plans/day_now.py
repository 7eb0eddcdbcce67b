"""Which answer of screening counts now: never one of a day gone by, nor one from before something changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from punctum_clinic.people.patient import current_history
from punctum_clinic.plans.models import DayScreening, Plan


def answer_now(row: Plan, screenings: Sequence[DayScreening], today: date) -> tuple[DayScreening | None, str]:
    """The newest answer for today or a later day that rests on what is known now; else none, and why in words.

    Arguments:
        screenings: of this plan, the newest first.
    """
    newest = screenings[0] if screenings else None
    if row.state != Plan.State.SIGNED:
        return None, _("Only a signed plan is screened again on the day.")
    if newest is None or newest.on < today:
        return None, _("There is no answer for today yet. Ask the person what has changed, then screen.")
    history = current_history(row.person)
    since = Q(recorded_at__gt=newest.at) | Q(withdrawn_at__gt=newest.at)
    if history is None or history.pk != newest.history_id or row.person.clearances.filter(since).exists():
        return None, _("The history or a clearance changed since it was screened. Screen it again.")
    return newest, ""
