"""The pages about staff: the list, one member, inviting, and one's own account."""

from __future__ import annotations

from allauth.core.ratelimit import consume
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from punctum import InputError
from punctum_clinic.audit.models import Act
from punctum_clinic.audit.trail import record
from punctum_clinic.staff.access import allowed, signed_in
from punctum_clinic.staff.actions import accept_invitation, add_member, edit_member, find_invitation, invite
from punctum_clinic.staff.forms import AccountForm, MemberForm, PasswordForm
from punctum_clinic.staff.models import Role, User
from punctum_clinic.staff.permissions import Permission


def staff_list(request: HttpRequest) -> HttpResponse:
    """Everybody who works here."""
    allowed(request, Permission.SETTINGS)
    return render(request, "staff/list.html", {"members": User.objects.order_by("-is_active", "name")})


def member(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """One member of staff, or a new one."""
    by = allowed(request, Permission.SETTINGS)
    user = get_object_or_404(User, pk=pk) if pk else None
    form = MemberForm(request.POST or None, instance=user and User.objects.get(pk=user.pk))
    if request.method == "POST" and form.is_valid():
        fields = {name: form.cleaned_data[name] for name in ("name", "profession", "needle_length_cap_mm")}
        role = Role(form.cleaned_data["role"])
        try:
            if user is None:
                user = add_member(by=by, email=form.cleaned_data["email"], role=role, **fields)
            else:
                edit_member(by=by, user=user, role=role, is_active=form.cleaned_data["is_active"], **fields)
        except InputError:
            form.add_error("role", _("There must be at least one active owner."))
        else:
            messages.success(request, _("Saved."))
            return redirect("staff_member", pk=user.pk)
    status = 422 if form.errors else 200
    return render(request, "staff/member.html", {"form": form, "member": user}, status=status)


@require_POST
def staff_invite(request: HttpRequest, pk: int) -> HttpResponse:
    """A new one-time link for somebody; shown once."""
    by = allowed(request, Permission.SETTINGS)
    user = get_object_or_404(User, pk=pk, is_active=True)
    url = settings.ENVIRONMENT.base_url + reverse("welcome", args=[invite(by=by, user=user)])
    return render(request, "staff/invited.html", {"member": user, "url": url})


@sensitive_post_parameters()
def welcome(request: HttpRequest, token: str) -> HttpResponse:
    """Choose a password by a one-time link."""
    invitation = find_invitation(token)
    if invitation is None:
        return render(request, "staff/no_invitation.html", status=404)
    form = PasswordForm(request.POST or None, user=invitation.user)
    if request.method == "POST" and form.is_valid():
        if accept_invitation(invitation=invitation, password=form.cleaned_data["password"]):
            messages.success(request, _("Your password is set. Sign in with it now."))
            return redirect("account_login")
        return render(request, "staff/no_invitation.html", status=404)
    context = {"form": form, "member": invitation.user}
    return render(request, "staff/welcome.html", context, status=422 if form.errors else 200)


@sensitive_post_parameters()
def account(request: HttpRequest) -> HttpResponse:
    """One's own name, language, password and second factor."""
    user = signed_in(request)
    changing = request.POST.get("what")
    own = AccountForm(request.POST if changing == "own" else None, instance=User.objects.get(pk=user.pk))
    password = PasswordForm(request.POST if changing == "password" else None, user=user, prefix="new")
    if own.is_bound and own.is_valid():
        with transaction.atomic():
            own.save()
            record(Act.CHANGE, user, by=user.actor, fields=sorted(own.changed_data))
        messages.success(request, _("Saved."))
        return redirect("account")
    # Counted like every other proof of who somebody is.
    guessing = password.is_bound and not consume(request, action="reauthenticate", user=user)
    wrong = password.is_bound and (guessing or not user.check_password(request.POST.get("old", "")))
    if password.is_bound and password.is_valid() and not wrong:
        with transaction.atomic():
            user.set_password(password.cleaned_data["password"])
            user.save(update_fields=["password"])
            record(Act.CHANGE, user, by=user.actor, fields=["password"])
        update_session_auth_hash(request, user)
        messages.success(request, _("Your password is changed. Other screens are signed out."))
        return redirect("account")
    context = {"own": own, "password": password, "wrong": wrong, "second_factor": is_mfa_enabled(user)}
    return render(request, "staff/account.html", context, status=422 if changing else 200)
