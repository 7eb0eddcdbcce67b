"""Scoring a concern."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from punctum import InputError, Problem
from punctum.evidence import ScoreForm, find_indication, scales_for, score, score_form
from punctum_clinic.audit.models import Act
from punctum_clinic.audit.trail import record
from punctum_clinic.consultation.actions import ChangedMeanwhileError, ClosedError, save_score
from punctum_clinic.consultation.history.boxes import by_field, sentence
from punctum_clinic.consultation.history.reading import number
from punctum_clinic.consultation.history.typed import clean
from punctum_clinic.consultation.series import series
from punctum_clinic.consultation.views.page import back, not_open, number_of, open_of, sent_number
from punctum_clinic.people.access import person_for
from punctum_clinic.people.banner import banner_of
from punctum_clinic.people.models import History, Person
from punctum_clinic.people.patient import current_history
from punctum_clinic.staff.models import User
from punctum_clinic.staff.permissions import Permission
from punctum_clinic.web.core_words import page_language


def scoring(request: HttpRequest, public_id: UUID, place: int) -> HttpResponse:
    """The form of a scale for one concern; saving keeps the score and, if wanted, makes it the baseline."""
    user, person = person_for(request, public_id, Permission.EDIT_RECORD)
    now, history = open_of(person), current_history(person)
    if now is None:
        return not_open(person)
    concern = _concern(history, place)
    form = _scale(request, concern)
    if request.method != "POST" or form is None:
        # A score after treatment must not take the place of where they started from by a default.
        first = concern.get("baseline") is None or form is None or concern.get("scale") != form.scale.id
        goal = _number_text(concern.get("goal"))
        return _render(request, user, person, history, concern, place, form, answers={}, goal=goal, as_baseline=first)
    answers, goal = _answers(request, form), clean(request.POST.get("goal", "")).strip()
    as_baseline = request.POST.get("baseline") == "yes"
    problems: Sequence[Problem] = ()
    try:
        row = save_score(
            consultation=now,
            concern=place,
            scale=form.scale.id,
            answers=answers,
            as_baseline=as_baseline,
            goal=number(goal) if as_baseline and goal else None,
            expected_number=sent_number(request),
            by=user,
        )
    except ClosedError:
        return not_open(person)
    except ChangedMeanwhileError:
        expected = _("the history as this page showed it; look at the concern again, then save")
        problems = [Problem("history", expected, _("a newer version"))]
        status = 409
    except InputError as error:
        problems, status = error.problems, 422
    else:
        messages.success(request, _("%(scale)s: %(value)g is saved.") % {"scale": form.scale.name, "value": row.value})
        return back(person)
    return _render(
        request, user, person, history, concern, place, form, answers, goal, problems, status, as_baseline=as_baseline
    )


@require_POST
def total(request: HttpRequest, public_id: UUID, place: int) -> HttpResponse:
    """What the answers so far come to; nothing is saved."""
    _user, person = person_for(request, public_id, Permission.EDIT_RECORD)
    concern = _concern(current_history(person), place)
    form = _scale(request, concern)
    found = score(form.scale.id, _answers(request, form)) if form else None
    context = {"score": found, "missing": len(found.problems) if found else 0, "form": form}
    return render(request, "consultation/_total.html", context)


def _concern(history: History | None, place: int) -> dict[str, Any]:
    concerns = list((history.document if history else {}).get("concerns") or ())
    if place >= len(concerns):
        raise Http404
    return dict(concerns[place])


def _scale(request: HttpRequest, concern: dict[str, Any]) -> ScoreForm | None:
    """The form of the scale that was asked for, else of the concern's own, else of the one that fits best."""
    fitting = scales_for(str(concern.get("indication")))
    for name in (request.POST.get("scale"), request.GET.get("scale"), concern.get("scale")):
        try:
            if name:
                return score_form(str(name), page_language())
        except InputError:
            continue
    return score_form(fitting[0].id, page_language()) if fitting else None


def _answers(request: HttpRequest, form: ScoreForm) -> dict[str, str]:
    found = {item.id: clean(request.POST.get(f"item-{item.id}", "")).strip() for item in form.items}
    return {item: answer.replace(",", ".") for item, answer in found.items() if answer}


def _number_text(value: Any) -> str:
    return "" if value is None else f"{value:g}" if isinstance(value, int | float) else str(value)


def _render(
    request: HttpRequest,
    user: User,
    person: Person,
    history: History | None,
    concern: dict[str, Any],
    place: int,
    form: ScoreForm | None,
    answers: dict[str, str],
    goal: str,
    problems: Sequence[Problem] = (),
    status: int = 200,
    *,
    as_baseline: bool = True,
) -> HttpResponse:
    record(Act.VIEW, person, by=user.actor, person=str(person.public_id), fields=["scores"])
    indication = find_indication(str(concern.get("indication")))
    wrong = by_field(problems)
    groups = (
        [
            (
                group,
                [
                    (item, answers.get(item.id, ""), wrong.get(item.id, ""), _chosen(answers.get(item.id)))
                    for item in items
                ],
            )
            for group, items in ((name, list(rows)) for name, rows in groupby(form.items, lambda item: item.group))
        ]
        if form
        else []
    )
    context = {
        "tab": "consultation",
        "person": person,
        "banner": banner_of(person),
        "concern": concern,
        "indication": indication,
        "place": place,
        "scales": scales_for(indication.id),
        "form": form,
        "groups": groups,
        "goal": goal,
        "goal_wrong": next((text for path, text in wrong.items() if path.endswith("goal")), ""),
        "as_baseline": as_baseline,
        "starts_from": concern.get("baseline") if form and concern.get("scale") == form.scale.id else None,
        "number": number_of(history),
        "problems": [(one.path, sentence(one)) for one in problems],
        "score": score(form.scale.id, answers) if form and answers else None,
        "series": series(person, indication.id, form.scale.id) if form else [],
    }
    return render(request, "consultation/score.html", context, status=status)


def _chosen(answer: str | None) -> float | None:
    try:
        return float(answer) if answer else None
    except ValueError:
        return None
