"""What a patient does on their own phone: one question a screen, saved with every answer."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from punctum import InputError
from punctum.intake import intake_words
from punctum_clinic.intake.actions import ConflictError, confirm_answers, open_intake, save_answer
from punctum_clinic.intake.models import Intake
from punctum_clinic.intake.places import Place, next_url, places, url_before
from punctum_clinic.intake.questions import Standing, language, standing_of
from punctum_clinic.intake.reading import read_answer
from punctum_clinic.intake.screens import screen_of
from punctum_clinic.intake.views.posts import revision_of
from punctum_clinic.intake.vocabulary import suggestions
from punctum_clinic.intake.wording import in_words
from punctum_clinic.links.access import is_handed_over, link_holder
from punctum_clinic.links.models import Link, Purpose


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """What this is, how long it stays open, and where to go on."""
    link = link_holder(request, Purpose.INTAKE)
    intake = open_intake(link)
    standing = standing_of(intake)
    context = {
        "link": link,
        "intake": intake,
        "standing": standing,
        "next": next_url(standing),
        "begun": intake.saved_at is not None,
        "handed_over": is_handed_over(request, link),
    }
    return render(request, "intake/start.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, question: str, index: int | None = None, key: str = "") -> HttpResponse:
    """One question, or one follow-up of one named thing."""
    link = link_holder(request, Purpose.INTAKE)
    intake = open_intake(link)
    standing = standing_of(intake)
    place = _place(standing, question, index, key)
    if request.method != "POST":
        return _question_page(request, intake, standing, place)
    return _save(request, link, intake, standing, place)


@require_http_methods(["GET", "HEAD", "POST"])
def section(request: HttpRequest, section: str) -> HttpResponse:
    """The answers of last time in one section: do they still hold?"""
    link = link_holder(request, Purpose.INTAKE)
    intake = open_intake(link)
    standing = standing_of(intake)
    open_here = [one for one in standing.asked if one.section == section and one.id in standing.to_confirm]
    if request.method == "POST":
        names = [one.id for one in standing.asked if one.section == section]
        try:
            intake = confirm_answers(link=link, names=names, revision=revision_of(request))
        except ConflictError as conflict:
            context = {"url": request.path, "intake": conflict.intake, "progress": standing_of(conflict.intake)}
            return render(request, "intake/conflict.html", context, status=409)
        return HttpResponseRedirect(next_url(standing_of(intake)), status=303)
    if not open_here:
        return HttpResponseRedirect(next_url(standing))
    told = [
        {"question": one, "lines": in_words(one, standing.answers.get(one.id)), "url": Place(one).url}
        for one in open_here
    ]
    context = {
        "told": told,
        "title": open_here[0].section_title,
        "intake": intake,
        "back": url_before(Place(open_here[0]), standing),
        "progress": standing,
    }
    return render(request, "intake/section.html", context)


@require_POST
def suggest(request: HttpRequest) -> HttpResponse:
    """Names that hold what was typed so far, as options of the field's list; sent, so that no address holds it."""
    link_holder(request, Purpose.INTAKE)
    names = suggestions(request.POST.get("question", ""), request.POST.get("text", "")[:200])
    return render(request, "intake/_suggestions.html", {"names": names})


def _place(standing: Standing, question: str, index: int | None, key: str) -> Place:
    """The screen of an address; one that is not asked of this person does not exist."""
    for place in places(standing):
        if place.root.id == question and place.index == index and (place.field.key if place.field else "") == key:
            return place
    raise Http404


def _save(request: HttpRequest, link: Link, intake: Intake, standing: Standing, place: Place) -> HttpResponse:
    revision = revision_of(request)
    answers = standing.answers
    sent: Any = None
    try:
        if request.POST.get("skip_rest") and place.field is not None:
            whole = place.skip_rest(answers)
        else:
            sent = read_answer(place, request.POST, answers)
            whole = place.put(answers, sent)
        intake = save_answer(link=link, question=place.root.id, answer=whole, revision=revision)
    except InputError as error:
        return _question_page(request, intake, standing, place, error=error)
    except ConflictError as conflict:
        return _conflict_page(request, conflict.intake, place, sent)
    stays = request.POST.get("stay") and place.root.kind == "things"
    return HttpResponseRedirect(place.url if stays else next_url(standing_of(intake)), status=303)


def _question_page(
    request: HttpRequest, intake: Intake, standing: Standing, place: Place, *, error: InputError | None = None
) -> HttpResponse:
    context = {
        "screen": screen_of(place, standing, request.POST if error else None, error),
        "intake": intake,
        "progress": standing,
        "words": intake_words(language()),
        "back": url_before(place, standing),
    }
    return render(request, "intake/question.html", context, status=422 if error else 200)


def _conflict_page(request: HttpRequest, intake: Intake, place: Place, sent: Any) -> HttpResponse:
    """What was saved meanwhile, and what this page wanted to save; nothing is lost."""
    standing = standing_of(intake)
    now = place.answer_in(standing.answers)
    simple = place.field is None and place.root.kind != "things"
    context = {
        "url": place.url if any(one.url == place.url for one in places(standing)) else reverse("my_intake"),
        "question": place.question,
        "now": in_words(place.question, now),
        "sent": in_words(place.question, sent),
        "again": [(name, value) for name in request.POST for value in request.POST.getlist(name)] if simple else [],
        "hidden": ("revision", "csrfmiddlewaretoken"),
        "intake": intake,
        "progress": standing,
    }
    return render(request, "intake/conflict.html", context, status=409)
