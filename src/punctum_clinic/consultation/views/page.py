"""The page of an open consultation, which every form of it comes back to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from punctum import InputError, Problem, Screening, screen
from punctum.evidence import INDICATIONS
from punctum.screening import ROLES, RULES
from punctum_clinic.audit.models import Act
from punctum_clinic.audit.trail import record
from punctum_clinic.consultation.actions.visit import notes_sha256
from punctum_clinic.consultation.chart import charts
from punctum_clinic.consultation.history.boxes import by_field, sentence
from punctum_clinic.consultation.history.concerns import TypedConcern, concerns_of, zones_by_region
from punctum_clinic.consultation.history.doubts import doubts
from punctum_clinic.consultation.models import Consultation
from punctum_clinic.consultation.series import latest_scores, measured
from punctum_clinic.consultation.shown import shown_screening
from punctum_clinic.consultation.since import since
from punctum_clinic.people.banner import banner_of
from punctum_clinic.people.models import History, Person
from punctum_clinic.people.patient import current_history, patient_of_person
from punctum_clinic.staff.access import may
from punctum_clinic.staff.models import User
from punctum_clinic.staff.permissions import Permission

UNREAD = frozenset(row.rule for row in RULES.rows if "unrecognised" in row.traits)


def open_of(person: Person) -> Consultation | None:
    """The open consultation of a person."""
    return person.consultations.filter(closed_at=None).select_related("history_before", "started_by").first()


def number_of(history: History | None) -> int:
    """The number of a version, 0 for none; forms carry it so that two writers notice each other."""
    return history.number if history else 0


def sent_number(request: HttpRequest) -> int:
    """The number that a form carried; -1, which no version has, for anything else."""
    text = request.POST.get("history", "")
    return int(text) if text.isdecimal() and text.isascii() and len(text) < 10 else -1


def back(person: Person, anchor: str = "") -> HttpResponse:
    """To the page of the consultation, at one place of it."""
    response = redirect("consultation", person.public_id)
    if anchor:
        response["Location"] += f"#{anchor}"
    return response


def not_open(person: Person) -> HttpResponse:
    """To the page that says that no consultation is open."""
    return redirect("consultation", person.public_id)


def screened(person: Person, history: History | None) -> tuple[Screening | None, list[Problem]]:
    """What screening says today; or why it cannot say anything."""
    try:
        return screen(patient_of_person(person, history), on=timezone.localdate()), []
    except InputError as error:
        return None, list(error.problems)


def page(
    request: HttpRequest,
    user: User,
    person: Person,
    consultation: Consultation,
    *,
    concerns: tuple[TypedConcern, ...] | None = None,
    problems: Sequence[Problem] = (),
    form: str = "",
    typed: dict[str, Any] | None = None,
    changed_meanwhile: Sequence[Any] = (),
    notes: str | None = None,
    status: int = 200,
) -> HttpResponse:
    """The whole page; with what was typed and what is wrong with it, when a form comes back.

    Arguments:
        form: which form the problems belong to (`concerns`, `clearance-S041`, `close`…). typed: what was in it.
    """
    record(Act.VIEW, consultation, by=user.actor, person=str(person.public_id))
    history = current_history(person)
    document = history.document if history else {}
    screening, unscreened = screened(person, history)
    chosen = concerns if concerns is not None else concerns_of(document)
    last = last_closed(person)
    edit, clear = may(user, Permission.EDIT_RECORD), may(user, Permission.CLEAR)
    return render(
        request,
        "consultation/page.html",
        {
            "tab": "consultation",
            "person": person,
            "consultation": consultation,
            "banner": banner_of(person),
            "history": history,
            "number": number_of(history),
            "last": last,
            "earlier": list(person.consultations.filter(closed_at__isnull=False).select_related("started_by")),
            "differences": since(person, number_of(last.history_after), history) if last else [],
            "concerns": chosen,
            "measured": measured(document),
            "latest": latest_scores(person),
            "regions": zones_by_region(),
            "indications": INDICATIONS.rows,
            "charts": charts(chosen, person.sex),
            "screening": shown_screening(screening, user.profession) if screening else None,
            "unscreened": [sentence(one) for one in unscreened if one.path != "concerns"],
            "doubts": doubts(screening) if screening else (),
            "unread_anchor": next((f"finding-{one.rule}" for one in screening.findings if one.rule in UNREAD), "")
            if screening
            else "",
            "clearances": list(person.clearances.select_related("recorded_by", "withdrawn_by")),
            "letters": list(consultation.letters.defer("pdf").select_related("made_by")),
            "roles": ROLES.rows,
            "own_role": ROLES.by_id.get(user.profession),
            "notes": consultation.notes if notes is None else notes,
            "notes_sha256": notes_sha256(consultation.notes),
            "today": timezone.localdate(),
            "problems": [(one.path, sentence(one)) for one in problems],
            "wrong": by_field(problems),
            "form": form,
            "typed": typed or {},
            "changed_meanwhile": changed_meanwhile,
            "may_edit": edit,
            "may_clear": clear,
        },
        status=status,
    )


def last_closed(person: Person) -> Consultation | None:
    """The consultation that was closed last."""
    closed = person.consultations.filter(closed_at__isnull=False).select_related("history_after")
    return closed.order_by("-closed_at").first()
