"""The end of the intake: every answer once more, the declaration, the signature, and thank you."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from punctum import InputError, Problem
from punctum_clinic.intake.actions import ConflictError, open_intake
from punctum_clinic.intake.models import Intake
from punctum_clinic.intake.places import Place, url_before, url_of_path
from punctum_clinic.intake.questions import Standing, questions, standing_of
from punctum_clinic.intake.signing_off import declaration, missing_problems, sign_intake
from punctum_clinic.intake.views.posts import revision_of
from punctum_clinic.intake.wording import in_words
from punctum_clinic.links.access import is_handed_over, link_holder
from punctum_clinic.links.models import Purpose
from punctum_clinic.signing.forms import SignatureForm
from punctum_clinic.staff.models import User
from punctum_clinic.web.refused import at_fields


@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest) -> HttpResponse:
    """Every answer in plain words, what is missing, and the signature under it."""
    link = link_holder(request, Purpose.INTAKE)
    intake = open_intake(link)
    if request.method != "POST":
        return _page(request, intake, SignatureForm())
    form = SignatureForm(request.POST)
    declared = request.POST.get("declared") == "yes"
    if not form.is_valid():
        return _page(request, intake, form, declared=declared, tried=True)
    user = request.user if is_handed_over(request, link) and isinstance(request.user, User) else None
    try:
        sign_intake(link=link, revision=revision_of(request), declared=declared, user=user, **form.signed)
    except InputError as error:
        intake.refresh_from_db()
        at_fields(form, error.problems)
        return _page(request, intake, form, declared=declared, tried=True)
    except ConflictError as conflict:
        context = {"url": request.path, "intake": conflict.intake, "progress": standing_of(conflict.intake)}
        return render(request, "intake/conflict.html", context, status=409)
    return HttpResponseRedirect(reverse("my_intake_done"), status=303)


@require_safe
def done(request: HttpRequest) -> HttpResponse:
    """Thank you, what happens next, and whom to call."""
    link = link_holder(request, Purpose.INTAKE, even_closed=True)
    if not Intake.objects.filter(pk=link.subject_id, state=Intake.State.SIGNED).exists():
        return HttpResponseRedirect(reverse("my_intake"))
    return render(request, "intake/done.html", {"handed_over": is_handed_over(request, link)})


def _page(
    request: HttpRequest, intake: Intake, form: SignatureForm, *, declared: bool = False, tried: bool = False
) -> HttpResponse:
    standing = standing_of(intake)
    missing = missing_problems(standing)
    context = {
        "sections": _sections(standing),
        "missing": [{"line": line, "url": url_of_path(path, standing)} for path, line in _lines(missing).items()],
        "signature": form,
        "declaration": declaration(),
        "declared": declared,
        "undeclared": tried and not declared,
        "tried": tried,
        "intake": intake,
        "progress": standing,
        "back": url_before(Place(standing.asked[-1]), standing) if standing.asked else reverse("my_intake"),
    }
    return render(request, "intake/review.html", context, status=422 if tried else 200)


def _sections(standing: Standing) -> list[dict[str, Any]]:
    sections: dict[str, dict[str, Any]] = {}
    for question in standing.asked:
        told = {
            "question": question,
            "lines": in_words(question, standing.answers.get(question.id)),
            "url": Place(question).url,
            "waits": question.required and standing.waits(question),
        }
        title = {"title": question.section_title, "told": list[dict[str, Any]]()}
        sections.setdefault(question.section, title)["told"].append(told)
    return list(sections.values())


def _lines(problems: tuple[Problem, ...]) -> dict[str, str]:
    """What is missing, in the words of the question, once for each screen that can mend it."""
    texts = questions()
    lines: dict[str, str] = {}
    for problem in problems:
        question = texts.get(problem.path.split("[")[0].split(".")[0])
        if question is None:
            lines.setdefault(problem.path, f"{problem.path}: {problem.expected}")
            continue
        field = next((one for one in question.fields if problem.path.endswith(f".{one.key}")), None)
        lines.setdefault(problem.path, f"{question.text} {field.text}" if field else question.text)
    # A list whose entries lack something is told of by what they lack.
    return {path: line for path, line in lines.items() if not any(other.startswith(f"{path}[") for other in lines)}
