"""Letters that ask another doctor for a clearance."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from punctum import InputError, Problem, plan
from punctum.report import clearance_letter, letter_pdf
from punctum_clinic.audit.models import Act
from punctum_clinic.audit.trail import record
from punctum_clinic.consultation.actions import ClosedError, keep_letter
from punctum_clinic.consultation.history.typed import clean
from punctum_clinic.consultation.models import Letter
from punctum_clinic.consultation.views.page import not_open, open_of, page
from punctum_clinic.people.access import person_for
from punctum_clinic.people.patient import patient_of_person
from punctum_clinic.practice.profile import clinic
from punctum_clinic.staff.permissions import Permission


@require_POST
def write(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Makes the letter for one rule, keeps it, and hands it out."""
    user, person = person_for(request, public_id, Permission.EDIT_RECORD)
    now = open_of(person)
    if now is None:
        return not_open(person)
    rule = clean(request.POST.get("rule", "")).strip().upper()[:40]
    try:
        # Planned and set before anything is written, so that no transaction waits for it.
        drafted = plan(patient_of_person(person), on=timezone.localdate(), clinic=clinic())
        asked = clearance_letter(drafted, rule)
        letter = keep_letter(consultation=now, rule=asked.rule, pdf=letter_pdf(asked).content, by=user)
    except ClosedError:
        return not_open(person)
    except InputError as error:
        problems = [Problem("rule", one.expected, one.found, one.hint) for one in error.problems]
        form = f"letter-{rule}"
        return page(request, user, person, now, problems=problems, form=form, status=422)
    return redirect("consultation_letter", person.public_id, letter.pk)


@require_GET
def download(request: HttpRequest, public_id: UUID, pk: int) -> HttpResponse:
    """The letter as it was kept."""
    user, person = person_for(request, public_id, Permission.SEE_RECORD)
    letter = get_object_or_404(Letter, pk=pk, consultation__person=person)
    record(Act.EXPORT, letter, by=user.actor, person=str(person.public_id), sha256=letter.pdf_sha256)
    response = HttpResponse(bytes(letter.pdf), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="letter-{letter.rule}-{letter.made_at:%Y-%m-%d}.pdf"'
    return response
