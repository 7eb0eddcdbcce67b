"""The first line of every view about one person: who asks, whether they may, and whom it is about."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from punctum_clinic.people.models import Person
from punctum_clinic.staff.access import allowed, may
from punctum_clinic.staff.models import User
from punctum_clinic.staff.permissions import Permission


def person_for(request: HttpRequest, public_id: UUID | str, permission: Permission) -> tuple[User, Person]:
    """The user who asks and the person it is about.

    Raises:
        NotSignedInError: nobody is signed in.
        PermissionDenied: their role may not do this, or the person is restricted and they may not erase.
        Http404: there is nobody with this id, or no longer.
    """
    user = allowed(request, permission)
    person = Person.objects.filter(public_id=public_id, erased_at=None).first()
    if person is None:
        raise Http404
    if person.restricted_at is not None and not may(user, Permission.ERASE):
        raise PermissionDenied(permission)
    return user, person
