"""What a person may ask for, and where each stands."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from punctum_clinic.audit.models import Act
from punctum_clinic.audit.trail import record
from punctum_clinic.people.access import person_for
from punctum_clinic.people.banner import banner_of
from punctum_clinic.rights.actions import ask_export, fetch_export
from punctum_clinic.rights.models import Export
from punctum_clinic.rights.retention import retention_of
from punctum_clinic.staff.access import may
from punctum_clinic.staff.permissions import Permission
from punctum_clinic.web.problems import problem_page


def rights(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Export, correct, erase: where each stands."""
    user, person = person_for(request, public_id, Permission.EDIT_RECORD)
    record(Act.VIEW, person, by=user.actor, person=str(person.public_id), page="rights")
    now = timezone.now()
    context = {
        "person": person,
        "banner": banner_of(person),
        "tab": "rights",
        "may_export": may(user, Permission.EXPORT),
        "may_erase": may(user, Permission.ERASE),
        "exports": Export.objects.filter(person=person)
        .defer("content")
        .select_related("job", "asked_by", "fetched_by")[:10],
        "kept": set(person.exports.filter(content__isnull=False, expires_at__gt=now).values_list("pk", flat=True)),
        "retention": retention_of(person),
        "corrections": person.name_corrections.select_related("by"),
        "versions": person.histories.filter(origin="correction").select_related("made_by").order_by("-number"),
    }
    return render(request, "rights/rights.html", context)


@require_POST
def rights_export(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Has everything about a person put into one file."""
    user, person = person_for(request, public_id, Permission.EXPORT)
    ask_export(person=person, by=user)
    return redirect("rights", person.public_id)


@require_POST
def rights_export_file(request: HttpRequest, public_id: UUID, export_id: UUID) -> HttpResponse:
    """Hands the file out, once."""
    user, person = person_for(request, public_id, Permission.EXPORT)
    export = get_object_or_404(Export.objects.defer("content"), public_id=export_id, person=person)
    if export.made_at is None:
        raise Http404
    content = fetch_export(export=export, by=user)
    if content is None:
        line = _("This file was fetched already, or its time is over. Make a new one.")
        return problem_page(request, [line], status=410, title=_("No longer here"))
    response = HttpResponse(content, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="export-{person.public_id}.zip"'
    response["Cache-Control"] = "no-store"
    return response
