"""The first line of every view that staff open: who asks, and whether they may."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from punctum_clinic.staff.models import Role, User
from punctum_clinic.staff.permissions import MAY, Permission


class NotSignedInError(Exception):
    """Nobody is signed in; the middleware leads to the door and back."""


def allowed(request: HttpRequest, permission: Permission) -> User:
    """The user who asks.

    Raises:
        NotSignedInError: nobody is signed in. PermissionDenied: their role may not do this.
    """
    user = signed_in(request)
    if permission not in MAY[Role(user.role)]:
        raise PermissionDenied(permission)
    return user


def signed_in(request: HttpRequest) -> User:
    """The user who asks, whatever their role.

    Raises:
        NotSignedInError: nobody is signed in.
    """
    user = request.user
    if not isinstance(user, User) or not user.is_active:
        raise NotSignedInError
    return user


def may(user: User, permission: Permission) -> bool:
    """Whether a user's role may do something; for what a page shows, never instead of `allowed`."""
    return permission in MAY[Role(user.role)]
