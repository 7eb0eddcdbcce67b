"""Whether a plan may be signed as it stands, and if not, why not and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from hashlib import sha256

from django.utils.translation import gettext as _

from punctum import InputError
from punctum.planning import table_versions
from punctum.report import dump, words
from punctum.screening import TREATABLE
from punctum_clinic.people.patient import current_history, patient_fields
from punctum_clinic.plans.core import changed, source_of
from punctum_clinic.plans.models import Plan
from punctum_clinic.plans.reasons import check_reasons, given_in
from punctum_clinic.plans.treated import is_treated


def hindrances(row: Plan, today: date) -> tuple[str, ...]:
    """Everything that stands between a plan and a signature, one line each; none when it may be signed."""
    return tuple(_hindrances(row, today))


def older(row: Plan) -> bool:
    """Whether something is known of the person by now that the plan was not made from."""
    history = current_history(row.person)
    if history is None or row.history_id != history.pk:
        return True
    return bool(patient_fields(row.person, history.document) != row.patient)


def _hindrances(row: Plan, today: date) -> Iterator[str]:
    if row.state != Plan.State.DRAFT:
        yield _("Only a draft is signed; this plan is %(state)s.") % {"state": row.get_state_display()}
        return
    treated = [zone for zone in row.document["zones"] if is_treated(zone)]
    if not any(zone["verdict"] in TREATABLE for zone in treated):
        yield _("No zone may be treated by this plan, so there is nothing to sign.")
    if older(row):
        yield _("It was made from an older history. Make it again.")
    if row.tables != table_versions():
        yield _("The tables that it was made with changed since. Make it again.")
        return
    first = next((date.fromisoformat(visit["date"]) for visit in row.document["sessions"]), None)
    if first is not None and first < today:
        yield _("The first visit (%(day)s) lies in the past. Make it again.") % {"day": words.day_text(first)}
    yield from _made_anew(row)


def _made_anew(row: Plan) -> Iterator[str]:
    """The plan is made once more: what is signed is what the core says, with a reason for each limit."""
    try:
        made = changed(source_of(row), row.amendment)
        check_reasons(made.exceeded, given_in(row))
    except InputError as error:
        yield from (str(problem) for problem in error.problems)
        return
    if sha256(dump(made.plan)).hexdigest() != row.sha256:
        yield _("Made once more it comes out differently, as the program changed. Make it again.")
