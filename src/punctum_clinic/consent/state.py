"""Where a consent stands, for any page: of one plan, of many plans, of many people."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import CharField, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from punctum_clinic.consent.models import Consent
from punctum_clinic.plans.models import Plan


class ConsentState(StrEnum):
    """What a page says of a plan's consent. Only `VALID` is a yes."""

    NONE = "none"
    OUTSTANDING = "outstanding"
    VALID = "valid"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    CANCELLED = "cancelled"
    # Signed, but the plan it was signed for does not stand any more.
    PLAN_ENDED = "plan_ended"

    @property
    def words(self) -> str:
        """For a page."""
        return str(WORDS[self])

    @property
    def tone(self) -> str:
        """The class of a verdict: `go`, `wait` or `stop`."""
        if self is ConsentState.VALID:
            return "go"
        return "stop" if self in (ConsentState.WITHDRAWN, ConsentState.DECLINED) else "wait"


WORDS = {
    ConsentState.NONE: _("No consent"),
    ConsentState.OUTSTANDING: _("Consent not signed yet"),
    ConsentState.VALID: _("Consent signed"),
    ConsentState.DECLINED: _("No consent: declined"),
    ConsentState.WITHDRAWN: _("No consent: withdrawn"),
    ConsentState.CANCELLED: _("No consent: the offer was cancelled"),
    ConsentState.PLAN_ENDED: _("No consent: signed for a plan that no longer stands"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of one plan's consent: its state, and the consent itself if there is one."""

    state: ConsentState
    consent: Consent | None


def consent_of(plan: Plan) -> Told:
    """Where the newest consent of a plan stands. Of a plan from `with_consent` it asks the database nothing.

    Then `consent` is None; the page of a person lists them.
    """
    if hasattr(plan, "consent_row_state"):
        return Told(_state(plan.consent_row_state, plan.state), None)
    newest = plan.consents.defer("pdf", "text").order_by("-id").first()
    return Told(_state(newest.state if newest else "", plan.state), newest)


def state_of(consent: Consent) -> ConsentState:
    """Where one consent stands; it looks at its plan."""
    return _state(consent.state, consent.plan.state)


def with_consent(plans: QuerySet[Plan]) -> QuerySet[Plan]:
    """The plans, each with what `consent_of` needs, in one query."""
    newest = Consent.objects.filter(plan=OuterRef("pk")).order_by("-id").values("state")[:1]
    return plans.annotate(consent_row_state=Coalesce(Subquery(newest), Value(""), output_field=CharField()))


def states_of_people(people: Iterable[int]) -> dict[int, ConsentState]:
    """The state for the signed plan of each of these people (ids), in one query; without a signed plan none."""
    signed = with_consent(Plan.objects.filter(person__in=list(people), state=Plan.State.SIGNED))
    rows: Any = signed.order_by().values_list(F("person_id"), "consent_row_state")
    return {person: _state(state, Plan.State.SIGNED) for person, state in rows}


def _state(consent: str, plan: str) -> ConsentState:
    if consent == Consent.State.SIGNED:
        return ConsentState.VALID if plan == Plan.State.SIGNED else ConsentState.PLAN_ENDED
    if consent == Consent.State.OFFERED:
        return ConsentState.OUTSTANDING
    return ConsentState(consent) if consent else ConsentState.NONE
