"""What every page shows around its subject."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from punctum_clinic.practice.profile import profile
from punctum_clinic.staff.access import may
from punctum_clinic.staff.models import User
from punctum_clinic.staff.permissions import Permission


def frame(request: HttpRequest) -> dict[str, Any]:
    """The clinic with its numbers, whether all people here are invented, and what the user may open."""
    user = getattr(request, "user", None)
    own = profile()
    return {
        "clinic_name": own.name,
        "clinic_profile": own,
        "example_clinic": settings.ENVIRONMENT.mode == "example",
        "may": {permission.value: may(user, permission) for permission in Permission} if isinstance(user, User) else {},
    }
