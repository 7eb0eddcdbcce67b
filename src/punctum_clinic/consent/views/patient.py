"""What a person does on their own phone, or on the clinic's tablet in their hands: only with their own consent."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from punctum_clinic.audit.models import Act
from punctum_clinic.audit.trail import record
from punctum_clinic.consent import actions, photos
from punctum_clinic.consent.forms import OptionalReasonForm, PhotoForm, QuestionForm
from punctum_clinic.consent.markup import parse
from punctum_clinic.consent.models import Consent
from punctum_clinic.consent.state import state_of
from punctum_clinic.consent.views.common import pdf_response, tried
from punctum_clinic.links.access import is_handed_over, link_holder
from punctum_clinic.links.models import Link, Purpose
from punctum_clinic.signing.forms import SignatureForm
from punctum_clinic.staff.models import User


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Where it stands, and what comes next."""
    link = link_holder(request, Purpose.CONSENT)
    consent = _consent(link)
    _viewed(consent, link)
    context = {"obstacles": actions.obstacles(consent), "handed_over": is_handed_over(request, link)}
    return render(request, "consent/my_consent.html", _page(consent) | context)


@require_http_methods(["GET", "HEAD", "POST"])
def part(request: HttpRequest, number: int) -> HttpResponse:
    """One part of the text; with "I have read this" it leads to the next that was not read."""
    link = link_holder(request, Purpose.CONSENT)
    consent = _consent(link)
    sections = parse(consent.text).sections
    if not 1 <= number <= len(sections):
        raise Http404
    if request.method == "POST":
        if consent.state == Consent.State.OFFERED:
            consent = actions.mark_read(consent=consent, section=number, actor=link.actor)
        left = [other for other in range(1, len(sections) + 1) if other not in consent.sections_read]
        following = next((other for other in left if other > number), left[0] if left else None)
        return redirect("my_consent_part", number=following) if following else redirect("my_consent")
    _viewed(consent, link, section=number)
    context = {"number": number, "section": sections[number - 1], "many": len(sections)}
    return render(request, "consent/my_part.html", _page(consent) | context)


@require_http_methods(["GET", "HEAD", "POST"])
def questions(request: HttpRequest) -> HttpResponse:
    """Ask, and read the answers."""
    link = link_holder(request, Purpose.CONSENT)
    consent = _consent(link)
    form = QuestionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["text"]
        if tried(form, lambda: actions.ask(consent=consent, text=text, actor=link.actor)):
            messages.success(request, _("We have your question. You will see the answer here."))
            return redirect("my_consent_questions")
    _viewed(consent, link, questions=True)
    context = _page(consent) | {"form": form, "questions": consent.questions.all()}
    return render(request, "consent/my_questions.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: HttpRequest) -> HttpResponse:
    """Sign, or read what stands in the way."""
    link = link_holder(request, Purpose.CONSENT)
    consent = _consent(link)
    form = SignatureForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        fields = form.cleaned_data
        hand = actions.Hand(method=fields["method"], name=fields["name"], strokes=fields["strokes"])
        shown = request.POST.get("sha256", "")
        screen = request.user if is_handed_over(request, link) and isinstance(request.user, User) else None
        if tried(
            form,
            lambda: actions.sign_consent(consent=consent, hand=hand, shown_sha256=shown, link=link, user=screen),
        ):
            messages.success(request, _("Signed. Your copy is on this page."))
            return redirect("my_consent")
    _viewed(consent, link, signing=True)
    context = _page(consent) | {"form": form, "signature": form, "obstacles": actions.obstacles(consent)}
    return render(request, "consent/my_sign.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def say_no(request: HttpRequest) -> HttpResponse:
    """Say no before signing, or take a yes back after it."""
    link = link_holder(request, Purpose.CONSENT)
    consent = _consent(link)
    form = OptionalReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        act = actions.withdraw if consent.signed_at else actions.decline
        reason, name = form.cleaned_data["reason"], str(consent.person)
        if tried(form, lambda: act(consent=consent, actor=link.actor, name=name, reason=reason)):
            messages.success(request, _("We have written down your no. Thank you for telling us."))
            return redirect("my_consent")
    _viewed(consent, link, ending=True)
    return render(request, "consent/my_no.html", _page(consent) | {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def my_photos(request: HttpRequest) -> HttpResponse:
    """What their photos may be used for; changed at any time."""
    link = link_holder(request, Purpose.CONSENT)
    consent = _consent(link)
    form = PhotoForm(request.POST if request.method == "POST" else None, holds=photos.decisions(consent.person))
    if request.method == "POST" and form.is_valid():
        photos.decide(person=consent.person, answers=form.answers(), actor=link.actor, consent=consent)
        messages.success(request, _("Saved. You can change this at any time."))
        return redirect("my_consent_photos")
    _viewed(consent, link, photos=True)
    return render(
        request, "consent/my_photos.html", _page(consent) | {"form": form}, status=422 if form.errors else 200
    )


@require_safe
def copy(request: HttpRequest) -> HttpResponse:
    """Their copy."""
    link = link_holder(request, Purpose.CONSENT)
    consent = _consent(link)
    response = pdf_response(consent)
    person = str(consent.person.public_id)
    record(Act.EXPORT, consent, by=link.actor, person=person, pdf_sha256=consent.pdf_sha256)
    return response


def _consent(link: Link) -> Consent:
    """The one consent of this link: it must be of the link's own person. Its PDF is read when it is asked for."""
    rows = Consent.objects.select_related("person", "plan__signed_by", "template", "offered_by", "shortened_by")
    consent = rows.defer("pdf").filter(pk=link.subject_id, person=link.person_id).first()
    if consent is None:
        raise Http404
    return consent


def _viewed(consent: Consent, link: Link, **what: Any) -> None:
    record(Act.VIEW, consent, by=link.actor, person=str(consent.person.public_id), **what)


def _page(consent: Consent) -> dict[str, Any]:
    document = parse(consent.text)
    parts = [
        {"number": number, "title": section.title, "read": number in consent.sections_read}
        for number, section in enumerate(document.sections, 1)
    ]
    unread = [one for one in parts if not one["read"]]
    return {
        "consent": consent,
        "state": state_of(consent),
        "document": document,
        "parts": parts,
        "next_part": unread[0]["number"] if unread else None,
        "read_count": len(parts) - len(unread),
        "open_questions": consent.questions.filter(answer="").count(),
        "answered_questions": consent.questions.exclude(answer="").count(),
        "thinking": consent.reflect_until > timezone.now(),
        "is_open": consent.state == Consent.State.OFFERED,
        "is_signed": consent.state == Consent.State.SIGNED,
    }
