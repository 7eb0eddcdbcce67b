"""The page of one plan, and its papers."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from re import DOTALL, findall
from uuid import UUID

from csp.constants import NONE
from csp.decorators import csp
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.views.decorators.http import require_GET, require_POST

from punctum import InputError
from punctum_clinic.jobs.models import Job
from punctum_clinic.people.models import Person
from punctum_clinic.plans.actions import remake_plan
from punctum_clinic.plans.actions.ask_papers import papers_key
from punctum_clinic.plans.cap import not_theirs
from punctum_clinic.plans.models import Paper, Plan
from punctum_clinic.plans.page import page_of
from punctum_clinic.plans.reasons import given_in
from punctum_clinic.plans.signable import hindrances
from punctum_clinic.plans.views.common import UNUSABLE, form_key, lines_of, page, plan_for, seen, today
from punctum_clinic.signing.drawing import path_of
from punctum_clinic.staff.access import may
from punctum_clinic.staff.models import User
from punctum_clinic.staff.permissions import Permission

NAMES = {"page": "plan.html", "patient": "plan.pdf", "calendar": "plan.ics"}
# The page of the core brings its own style, which is let through by its hash.
STYLE = r"<style>(.*?)</style>"


@require_GET
def plan(request: HttpRequest, person_id: UUID, plan_id: UUID) -> HttpResponse:
    """One plan within a glance."""
    user, person, row = plan_for(request, person_id, plan_id, Permission.SEE_RECORD)
    seen(row, person, user)
    return _shown(request, user, person, row, [])


@require_POST
def plan_remake(request: HttpRequest, person_id: UUID, plan_id: UUID) -> HttpResponse:
    """The plan made again from the newest history."""
    user, person, row = plan_for(request, person_id, plan_id, Permission.EDIT_RECORD)
    try:
        made = remake_plan(row=row, by=user, on=today(), form_key=form_key(request), reasons=given_in(row))
    except InputError as error:
        return _shown(request, user, person, row, lines_of(error))
    return HttpResponseRedirect(resolve_url("plan", person.public_id, made.public_id))


def _shown(request: HttpRequest, user: User, person: Person, row: Plan, problems: list[str]) -> HttpResponse:
    draft = row.state == Plan.State.DRAFT
    papers = row.papers.filter(plan_sha256=row.sha256).defer("content").order_by("kind", "language")
    context = {
        "plan": row,
        "document": row.document,
        "shown": row.shown,
        "parts": page_of(row),
        "problems": problems,
        "overrides": (overrides := list(row.overrides.select_related("by"))),
        "zones_over": {each.zone for each in overrides},
        "hindrances": hindrances(row, today()) if draft else (),
        "not_theirs": tuple(not_theirs(user, row)) if draft and may(user, Permission.SIGN_PLAN) else (),
        "signed_now": Plan.objects.filter(person=person, state=Plan.State.SIGNED).only("number").first(),
        "papers": papers,
        "job": None if papers else Job.objects.filter(key=papers_key(row)).first(),
        "screenings": row.day_screenings.select_related("by").defer("screening")[:5],
        "drawn": path_of(row.signature) if row.signature else "",
    }
    return page(request, "plans/plan.html", person, user, context, status=UNUSABLE if problems else 200)


@require_GET
def plan_paper(request: HttpRequest, person_id: UUID, plan_id: UUID, kind: str) -> HttpResponse:
    """One paper of a plan as it stands; `language` where there is a choice."""
    user, person, row = plan_for(request, person_id, plan_id, Permission.SEE_RECORD)
    language = "en" if kind == Paper.Kind.PAGE else request.GET.get("language", person.language)
    found = row.papers.filter(kind=kind, plan_sha256=row.sha256)
    paper = found.filter(language=language).first() or found.filter(language="en").first()
    if paper is None:
        raise Http404
    seen(row, person, user, paper=kind, language=paper.language)
    content = bytes(paper.content)
    response = HttpResponse(content, content_type=paper.media_type)
    response["Cache-Control"] = "private, no-store"
    response["Content-Disposition"] = f'inline; filename="{NAMES[kind]}"'
    guarded: HttpResponse = csp(_policy(content))(lambda _request: response)(request)
    return guarded


def _policy(content: bytes) -> dict[str, list[str]]:
    """What a paper may load and run: the styles that it carries, and nothing else."""
    html = content.startswith(b"<!doctype")
    styles = findall(STYLE, content.decode("utf-8", errors="ignore"), DOTALL) if html else []
    hashes = [f"'sha256-{b64encode(sha256(style.encode()).digest()).decode()}'" for style in styles]
    return {
        "default-src": [NONE],
        "style-src": hashes or [NONE],
        "img-src": ["data:"],
        "base-uri": [NONE],
        "form-action": [NONE],
        "frame-ancestors": [NONE],
    }
