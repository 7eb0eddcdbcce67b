"""The concerns beside the chart."""

from __future__ import annotations

import re
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from punctum import InputError
from punctum_clinic.consultation.actions import ChangedMeanwhileError, ClosedError, save_document
from punctum_clinic.consultation.history.concerns import TypedConcern, concerns_from, with_concerns
from punctum_clinic.consultation.since import since
from punctum_clinic.consultation.views.page import back, not_open, open_of, page, sent_number
from punctum_clinic.people.access import person_for
from punctum_clinic.people.patient import current_history
from punctum_clinic.staff.permissions import Permission

DROP = re.compile(r"concerns\[(\d{1,3})\]")


@require_POST
def concerns(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Saves what is to be treated, and where, as one new version of the history."""
    user, person = person_for(request, public_id, Permission.EDIT_RECORD)
    now, current = open_of(person), current_history(person)
    if now is None:
        return not_open(person)
    typed = concerns_from(request.POST)
    if request.POST.get("add"):
        return page(request, user, person, now, concerns=(*typed, TypedConcern()), form="concerns")
    if dropped := DROP.fullmatch(request.POST.get("drop", "")):
        kept = tuple(one for place, one in enumerate(typed) if place != int(dropped[1]))
        return page(request, user, person, now, concerns=kept, form="concerns")
    document = with_concerns(current.document if current else {}, typed)
    try:
        written = save_document(consultation=now, document=document, expected_number=sent_number(request), by=user)
    except ChangedMeanwhileError as error:
        told = since(person, sent_number(request), error.current)
        return page(request, user, person, now, concerns=typed, form="concerns", changed_meanwhile=told, status=409)
    except ClosedError:
        return not_open(person)
    except InputError as error:
        return page(request, user, person, now, concerns=typed, problems=error.problems, form="concerns", status=422)
    messages.success(request, _("The concerns are saved.") if written else _("Nothing was changed."))
    return back(person)
