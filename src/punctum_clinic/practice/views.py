"""The settings pages: profile, services, house defaults, tables."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from punctum import InputError
from punctum_clinic.practice.actions import save_profile, save_service, sign_defaults
from punctum_clinic.practice.defaults import all_defaults, signatures, tables_of_defaults
from punctum_clinic.practice.forms import ProfileForm, ServiceForm
from punctum_clinic.practice.models import Profile, Service
from punctum_clinic.practice.profile import profile
from punctum_clinic.practice.versions import changed_tables, remember_versions
from punctum_clinic.staff.access import allowed
from punctum_clinic.staff.permissions import Permission

PAGE = 25


def settings_page(request: HttpRequest) -> HttpResponse:
    """What can be set."""
    allowed(request, Permission.SETTINGS)
    remember_versions()
    tables = tables_of_defaults()
    context = {
        "rows": sum(table.rows for table in tables),
        "signed": sum(table.signed for table in tables),
        "changed": changed_tables(),
    }
    return render(request, "practice/settings.html", context)


def profile_page(request: HttpRequest) -> HttpResponse:
    """The clinic's profile."""
    user = allowed(request, Permission.SETTINGS)
    own = Profile.objects.filter(pk=1).first()
    form = ProfileForm(request.POST or None, instance=own or profile())
    if request.method == "POST" and form.is_valid():
        save_profile(by=user, profile=form.instance, fields=form.changed_data)
        messages.success(request, _("Saved. New plans and papers carry it from now on."))
        return redirect("settings_clinic")
    context = {"form": form, "unset": own is None}
    return render(request, "practice/profile.html", context, status=422 if form.errors else 200)


def services(request: HttpRequest) -> HttpResponse:
    """What the clinic offers."""
    allowed(request, Permission.SEE_PRICES)
    return render(request, "practice/services.html", {"services": Service.objects.order_by("-active", "name")})


def service(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """One thing that the clinic offers, or a new one."""
    user = allowed(request, Permission.SETTINGS)
    offered = get_object_or_404(Service, pk=pk) if pk else Service(active=True)
    form = ServiceForm(request.POST or None, instance=offered)
    if request.method == "POST" and form.is_valid():
        save_service(by=user, service=form.instance, fields=form.changed_data)
        messages.success(request, _("Saved."))
        return redirect("services")
    context = {"form": form, "service": offered if pk else None}
    return render(request, "practice/service.html", context, status=422 if form.errors else 200)


def defaults(request: HttpRequest) -> HttpResponse:
    """The tables with house defaults, and how many of each are signed."""
    allowed(request, Permission.SIGN_DEFAULTS)
    return render(request, "practice/defaults.html", {"tables": tables_of_defaults()})


def defaults_of(request: HttpRequest, table: str) -> HttpResponse:
    """The house defaults of one table, to be read and signed row by row."""
    user = allowed(request, Permission.SIGN_DEFAULTS)
    rows = [one for one in all_defaults() if one.table == table]
    if not rows:
        raise Http404
    problem = ""
    if request.method == "POST":
        chosen = set(request.POST.getlist("row"))
        asked = [one for one in rows if f"{one.row}:{one.sha256}" in chosen]
        try:
            count = sign_defaults(by=user, defaults=asked, note=request.POST.get("note", "").strip()[:2000])
        except InputError:
            problem = _("Only a clinician signs: the staff list has no profession for you. Nothing was signed.")
        else:
            text = ngettext("%(count)d row signed.", "%(count)d rows signed.", count) % {"count": count}
            (messages.success if count else messages.info)(request, text)
            return redirect(request.get_full_path())
    signed = signatures()
    shown = [(one, signed.get((one.table, one.row, one.sha256))) for one in rows]
    if only_open := request.GET.get("open") == "yes":
        shown = [pair for pair in shown if pair[1] is None]
    page = max(1, int(text)) if (text := request.GET.get("page", "1")).isdecimal() and len(text) < PAGE else 1
    context = {
        "table": table,
        "shown": shown[(page - 1) * PAGE : page * PAGE],
        "count": len(shown),
        "page": page,
        "more": len(shown) > page * PAGE,
        "only_open": only_open,
        "problem": problem,
    }
    return render(request, "practice/defaults_of.html", context, status=422 if problem else 200)
