"""The texts: every treatment in every language, version by version."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from punctum_clinic.consent.data import placeholders
from punctum_clinic.consent.forms import LANGUAGE_NAMES, TextForm, treatment_title
from punctum_clinic.consent.markup import parse
from punctum_clinic.consent.models import Template
from punctum_clinic.consent.versions import all_current, current, difference, older_in_use, publish, versions
from punctum_clinic.consent.views.common import tried
from punctum_clinic.staff.access import allowed
from punctum_clinic.staff.permissions import Permission
from punctum_clinic.web.core_words import page_language


@require_safe
def texts(request: HttpRequest) -> HttpResponse:
    """Every text, with the consents that still rest on an older version."""
    allowed(request, Permission.SETTINGS)
    rows = [{**_names(one), "template": one, "older": older_in_use(one).count()} for one in all_current()]
    return render(request, "consent/texts.html", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
def text(request: HttpRequest, treatment: str, language: str) -> HttpResponse:
    """One text; POST publishes the next version."""
    user = allowed(request, Permission.SETTINGS)
    template = _current(treatment, language)
    first = {"body": template.body, "after": template.version}
    form = TextForm(request.POST if request.method == "POST" else None, initial=first)
    if request.method == "POST" and form.is_valid():
        body, after = form.cleaned_data["body"], form.cleaned_data["after"]
        if tried(form, lambda: publish(treatment=treatment, language=language, body=body, after=after, by=user)):
            messages.success(request, _("Published. The version before it stays as it was."))
            return redirect("consent_text", treatment=treatment, language=language)
    context = _names(template) | {
        "form": form,
        "template": template,
        "document": parse(template.body),
        "versions": versions(treatment, language),
        "older": older_in_use(template),
        "placeholders": [(one, one.meanings[page_language()]) for one in placeholders().values()],
    }
    return render(request, "consent/text.html", context, status=422 if form.errors else 200)


@require_safe
def version(request: HttpRequest, treatment: str, language: str, number: int) -> HttpResponse:
    """One version as it was published, and what it changed."""
    allowed(request, Permission.SETTINGS)
    _current(treatment, language)
    template = versions(treatment, language).filter(version=number).first()
    if template is None:
        raise Http404
    before = versions(treatment, language).filter(version__lt=number).first()
    changes = difference(before.body, template.body) if before else []
    context = {"template": template, "before": before, "changes": changes, "document": parse(template.body)}
    return render(request, "consent/version.html", _names(template) | context)


def _current(treatment: str, language: str) -> Template:
    try:
        return current(treatment, language)
    except KeyError:
        raise Http404 from None


def _names(template: Template) -> dict[str, Any]:
    return {"treatment_name": treatment_title(template.treatment), "language_name": LANGUAGE_NAMES[template.language]}
