"""Where a consent stands, for any page."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

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
    """Where the newest consent of a plan stands."""
    newest = plan.consents.defer("pdf", "text").order_by("-id").first()
    return Told(_state(newest.state if newest else "", plan.state), newest)


def state_of(consent: Consent) -> ConsentState:
    """Where one consent stands; it looks at its plan."""
    return _state(consent.state, consent.plan.state)


def _state(consent: str, plan: str) -> ConsentState:
    if consent == Consent.State.SIGNED:
        return ConsentState.VALID if plan == Plan.State.SIGNED else ConsentState.PLAN_ENDED
    if consent == Consent.State.OFFERED:
        return ConsentState.OUTSTANDING
    return ConsentState(consent) if consent else ConsentState.NONE
