"""What staff do with the consents of one person."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from punctum_clinic.audit.models import Act
from punctum_clinic.audit.trail import record
from punctum_clinic.consent import actions, photos
from punctum_clinic.consent.forms import USES, AnswerForm, OfferForm, OptionalReasonForm, PhotoForm, ReasonForm
from punctum_clinic.consent.markup import parse
from punctum_clinic.consent.models import Consent
from punctum_clinic.consent.plan_value import treatment_for
from punctum_clinic.consent.state import consent_of, state_of
from punctum_clinic.consent.views.common import pdf_response, tried
from punctum_clinic.links import qr
from punctum_clinic.links.actions import make_link
from punctum_clinic.links.handover import hand_over
from punctum_clinic.links.models import Purpose
from punctum_clinic.people.access import person_for
from punctum_clinic.people.banner import banner_of
from punctum_clinic.people.models import Person
from punctum_clinic.plans.models import Plan
from punctum_clinic.practice.profile import profile
from punctum_clinic.staff.access import may
from punctum_clinic.staff.models import User
from punctum_clinic.staff.permissions import Permission


@require_http_methods(["GET", "HEAD", "POST"])
def person_consents(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Every consent of a person and what photos may be used for; POST offers a consent for the signed plan."""
    wanted = Permission.EDIT_RECORD if request.method == "POST" else Permission.SEE_RECORD
    user, person = person_for(request, public_id, wanted)
    plan = (
        person.plans.filter(state=Plan.State.SIGNED).select_related("person", "history", "signed_by", "made_by").first()
    )
    told = consent_of(plan) if plan else None
    may_offer = plan is not None and told is not None and told.state not in ("valid", "outstanding")
    first = {"treatment": treatment_for(plan), "language": person.language} if plan else {}
    form = OfferForm(request.POST if request.method == "POST" else None, initial=first)
    if request.method == "POST" and form.is_valid():
        made: list[Consent] = []
        if plan is None:
            form.add_error(None, _("There is no signed plan. Sign one first."))
        elif tried(form, lambda: made.append(actions.offer(plan=plan, by=user, **form.cleaned_data))):
            messages.success(request, _("The consent is ready. Send the link or hand over the tablet."))
            return redirect("consent", public_id=made[0].public_id)
    record(Act.VIEW, person, by=user.actor, person=str(person.public_id), consents=True)
    context = _about(person) | {
        "plan": plan,
        "told": told,
        "may_offer": may_offer and may(user, Permission.EDIT_RECORD),
        "form": form,
        "hours": profile().reflection_hours,
        "consents": [(one, state_of(one)) for one in _rows().filter(person=person).defer("text")],
        "photos": _photo_lines(person),
        "may_edit": may(user, Permission.EDIT_RECORD),
    }
    return render(request, "consent/person.html", context, status=422 if form.errors else 200)


@require_safe
def consent(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One consent: where it stands, what it says, what was asked."""
    user, row = _consent(request, public_id, Permission.SEE_RECORD)
    record(Act.VIEW, row, by=user.actor, person=str(row.person.public_id))
    return render(request, "consent/consent.html", _page(user, row))


@require_POST
def send_link(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """A new link for the person's own phone, shown once."""
    user, row = _consent(request, public_id, Permission.SEND_LINKS)
    link, address = make_link(person=row.person, purpose=Purpose.CONSENT, subject_id=row.pk, by=user)
    context = {"person": row.person, "link": link, "address": address, "qr": qr.svg(address)}
    return render(request, "consent/link.html", context)


@require_POST
def tablet(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Hand this tablet to the person; staff pages open again with the password."""
    user, row = _consent(request, public_id, Permission.SEND_LINKS)
    link, _address = make_link(person=row.person, purpose=Purpose.CONSENT, subject_id=row.pk, by=user)
    return hand_over(request, link=link, by=user)


@require_POST
def answer(request: HttpRequest, public_id: UUID, question: int) -> HttpResponse:
    """Answer a question."""
    user, row = _consent(request, public_id, Permission.EDIT_RECORD)
    asked = row.questions.filter(pk=question).first()
    if asked is None:
        raise Http404
    form = AnswerForm(request.POST, prefix=f"q{asked.pk}")
    if form.is_valid():
        text = form.cleaned_data["answer"]
        if tried(form, lambda: actions.answer(question=asked, text=text, by=user)):
            messages.success(request, _("Answered. The person sees it on their page."))
            return redirect("consent", public_id=row.public_id)
    return render(request, "consent/consent.html", _page(user, row, answering={asked.pk: form}), status=422)


@require_POST
def shorten(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """End the time to think, with a reason."""
    user, row = _consent(request, public_id, Permission.SIGN_PLAN)
    form = ReasonForm(request.POST, prefix="shorten")
    if form.is_valid() and tried(
        form, lambda: actions.shorten(consent=row, reason=form.cleaned_data["reason"], by=user)
    ):
        messages.success(request, _("The time to think has ended. The reason is written down."))
        return redirect("consent", public_id=row.public_id)
    return render(request, "consent/consent.html", _page(user, row) | {"shorten_form": form}, status=422)


@require_POST
def end(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Write down a no for the person (declined or withdrawn), or take back an offer."""
    user, row = _consent(request, public_id, Permission.EDIT_RECORD)
    cancels = request.POST.get("what") == "cancel"
    form = (ReasonForm if cancels else OptionalReasonForm)(request.POST, prefix="cancel" if cancels else "no")
    if form.is_valid():
        reason = form.cleaned_data["reason"]

        def act() -> Any:
            if cancels:
                return actions.cancel(consent=row, by=user, reason=reason)
            said_no = actions.withdraw if row.signed_at else actions.decline
            return said_no(consent=row, actor=user.actor, name=user.name, reason=reason)

        if tried(form, act):
            messages.success(request, _("Written down."))
            return redirect("consent", public_id=row.public_id)
    page = _page(user, row) | {"cancel_form" if cancels else "no_form": form}
    return render(request, "consent/consent.html", page, status=422)


@require_safe
def copy(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The clinic's copy."""
    user, row = _consent(request, public_id, Permission.SEE_RECORD)
    response = pdf_response(row)
    record(Act.EXPORT, row, by=user.actor, person=str(row.person.public_id), pdf_sha256=row.pdf_sha256)
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def person_photos(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Write down for a person what their photos may be used for."""
    user, person = person_for(request, public_id, Permission.EDIT_RECORD)
    form = PhotoForm(request.POST if request.method == "POST" else None, holds=photos.decisions(person))
    if request.method == "POST" and form.is_valid():
        photos.decide(person=person, answers=form.answers(), actor=user.actor)
        messages.success(request, _("Written down."))
        return redirect("person_consents", public_id=person.public_id)
    record(Act.VIEW, person, by=user.actor, person=str(person.public_id), photos=True)
    return render(request, "consent/photos.html", _about(person) | {"form": form}, status=422 if form.errors else 200)


def _rows() -> Any:
    """Without their PDFs, which are read when they are asked for."""
    return Consent.objects.select_related(
        "person", "plan__signed_by", "template", "offered_by", "shortened_by", "signature"
    ).defer("pdf")


def _consent(request: HttpRequest, public_id: UUID, permission: Permission) -> tuple[User, Consent]:
    """Who asks and which consent; whether they may is asked before whether there is one."""
    person = Consent.objects.filter(public_id=public_id).values_list("person__public_id", flat=True).first()
    user, _person = person_for(request, person or public_id, permission)
    return user, _rows().get(public_id=public_id)


def _about(person: Person) -> dict[str, Any]:
    return {"person": person, "tab": "consent", "banner": banner_of(person)}


def _page(user: User, row: Consent, *, answering: dict[int, AnswerForm] | None = None) -> dict[str, Any]:
    is_open = row.state == Consent.State.OFFERED
    thinking = is_open and row.reflect_until > timezone.now()
    edits = may(user, Permission.EDIT_RECORD)
    return _about(row.person) | {
        "consent": row,
        "state": state_of(row),
        "document": parse(row.text),
        "is_open": is_open,
        "is_signed": row.state == Consent.State.SIGNED,
        "thinking": thinking,
        "obstacles": actions.obstacles(row) if is_open else [],
        "read_count": len(row.sections_read),
        "may_edit": edits,
        "may_send": may(user, Permission.SEND_LINKS),
        "questions": [
            (
                one,
                (answering or {}).get(one.pk)
                or (AnswerForm(prefix=f"q{one.pk}") if edits and not one.answer else None),
            )
            for one in row.questions.select_related("answered_by")
        ],
        "shorten_form": ReasonForm(prefix="shorten") if thinking and may(user, Permission.SIGN_PLAN) else None,
        "no_form": OptionalReasonForm(prefix="no"),
        "cancel_form": ReasonForm(prefix="cancel"),
    }


def _photo_lines(person: Person) -> list[dict[str, Any]]:
    return [
        {"label": USES[purpose][0], "decision": decision, "by": photos.who(decision) if decision else ""}
        for purpose, decision in photos.decisions(person).items()
    ]
