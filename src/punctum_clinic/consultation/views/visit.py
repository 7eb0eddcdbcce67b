"""Opening a consultation, reading it, its notes, and closing it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from punctum import InputError
from punctum_clinic.audit.models import Act
from punctum_clinic.audit.trail import record
from punctum_clinic.consultation.actions import (
    ClosedError,
    NotesChangedError,
    close_consultation,
    open_consultation,
    save_notes,
)
from punctum_clinic.consultation.actions.visit import notes_sha256
from punctum_clinic.consultation.history.typed import clean
from punctum_clinic.consultation.models import Consultation
from punctum_clinic.consultation.stored import stored_screening
from punctum_clinic.consultation.views.page import back, not_open, open_of, page
from punctum_clinic.people.access import person_for
from punctum_clinic.people.banner import banner_of
from punctum_clinic.people.patient import current_history
from punctum_clinic.staff.access import may
from punctum_clinic.staff.permissions import Permission


def consultation(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The open consultation; or earlier ones, and the way to open one."""
    opens = request.method == "POST"
    user, person = person_for(request, public_id, Permission.EDIT_RECORD if opens else Permission.SEE_RECORD)
    if opens:
        open_consultation(person=person, by=user, on=timezone.localdate())
        return back(person)
    now = open_of(person)
    if now is not None:
        return page(request, user, person, now)
    record(Act.VIEW, person, by=user.actor, person=str(person.public_id))
    context = {
        "tab": "consultation",
        "person": person,
        "banner": banner_of(person),
        "history": current_history(person),
        "earlier": list(person.consultations.select_related("started_by", "closed_by")),
        "may_edit": may(user, Permission.EDIT_RECORD),
    }
    return render(request, "consultation/start.html", context)


def earlier(request: HttpRequest, public_id: UUID, consultation_id: UUID) -> HttpResponse:
    """A closed consultation as it stood; the open one on its own page."""
    user, person = person_for(request, public_id, Permission.SEE_RECORD)
    rows = Consultation.objects.select_related("history_before", "history_after", "started_by", "closed_by")
    found = get_object_or_404(rows, person=person, public_id=consultation_id)
    if found.closed_at is None:
        return back(person)
    record(Act.VIEW, found, by=user.actor, person=str(person.public_id))
    context = {
        "tab": "consultation",
        "person": person,
        "banner": banner_of(person),
        "consultation": found,
        "screening": stored_screening(found.screening) if found.screening else None,
        "scores": list(found.scores.select_related("scored_by")),
        "letters": list(found.letters.defer("pdf").select_related("made_by")),
    }
    return render(request, "consultation/earlier.html", context)


@require_POST
def notes(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Saves the notes; while somebody types, every few seconds."""
    user, person = person_for(request, public_id, Permission.EDIT_RECORD)
    text = clean(request.POST.get("notes", ""))
    now = open_of(person)
    status, said, kept = 200, _("Notes saved."), ""
    try:
        if now is None:
            raise ClosedError
        now = save_notes(consultation=now, text=text, seen_sha256=request.POST.get("seen", ""), by=user)
    except ClosedError:
        status, said = 409, _("This consultation was closed meanwhile. Your words were not saved; they are still here.")
    except NotesChangedError:
        status, said = 409, _("Somebody else wrote here meanwhile. Join both texts, then save.")
        kept = now.notes if now else ""
    if not request.headers.get("HX-Request"):
        if status == 200:
            return back(person, "notes")
        if now is not None:
            return page(
                request, user, person, now, notes=text, form="notes", typed={"said": said, "kept": kept}, status=409
            )
    seen = notes_sha256(kept if status == 409 else text)
    context = {"said": said, "kept": kept, "seen": seen, "wrong": status != 200, "text": text, "person": person}
    return render(request, "consultation/_notes_saved.html", context, status=status)


@require_POST
def close(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Closes the consultation."""
    user, person = person_for(request, public_id, Permission.EDIT_RECORD)
    now = open_of(person)
    if now is None:
        return not_open(person)
    try:
        close_consultation(consultation=now, by=user)
    except ClosedError:
        return not_open(person)
    except InputError as error:
        return page(request, user, person, now, problems=error.problems, form="close", status=422)
    return back(person)
