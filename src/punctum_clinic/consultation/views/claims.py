"""“Does it work for my …?”: what the evidence says of what articles claim."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from punctum import InputError
from punctum.evidence import Claim, Indication, find_indication, nearest_claims
from punctum.report import CLAIM_MEANINGS, Citation, citation, claim_verdict, told_to_patients
from punctum_clinic.audit.models import Act
from punctum_clinic.audit.trail import record
from punctum_clinic.consultation.history.typed import clean
from punctum_clinic.people.access import person_for
from punctum_clinic.people.banner import banner_of
from punctum_clinic.staff.permissions import Permission

LONGEST = 300
TONES = {"supported": "go", "partly": "adjust", "weak": "wait", "contradicted": "stop"}


@dataclass(frozen=True, slots=True)
class ShownClaim:
    """One claim with its verdict. `told`: sentences for patients that take it up, or deny what is contradicted."""

    claim: Claim
    verdict: str
    tone: str
    meaning: str
    certainty: str
    sources: tuple[Citation, ...]
    told: tuple[str, ...]


@require_GET
def claims(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The claims nearest to a question."""
    user, person = person_for(request, public_id, Permission.SEE_RECORD)
    question = clean(request.GET.get("q", "")).strip()[:LONGEST]
    context = {
        "tab": "consultation",
        "person": person,
        "q": question,
        "indication": _indication(question),
        "found": [_shown(match.claim) for match in nearest_claims(question)] if question else [],
    }
    if request.headers.get("HX-Request"):
        return render(request, "consultation/_claims.html", context)
    record(Act.VIEW, person, by=user.actor, person=str(person.public_id), page="claims")
    return render(request, "consultation/claims.html", {**context, "banner": banner_of(person)})


def _indication(question: str) -> Indication | None:
    try:
        return find_indication(question)
    except InputError:
        return None


def _shown(claim: Claim) -> ShownClaim:
    return ShownClaim(
        claim=claim,
        verdict=claim_verdict(claim),
        tone=TONES[claim.verdict],
        meaning=CLAIM_MEANINGS[claim.verdict],
        certainty=claim.certainty.replace("_", " "),
        sources=tuple(citation(source) for source in claim.sources),
        told=tuple(text for _, text in told_to_patients(claim)),
    )
