"""What every page shows around its subject."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from punctum_clinic.practice.models import Profile


def frame(request: HttpRequest) -> dict[str, Any]:
    """The clinic's name and whether all people here are invented."""
    return {
        "clinic_name": Profile.objects.filter(pk=1).values_list("name", flat=True).first() or "",
        "example_clinic": settings.ENVIRONMENT.mode == "example",
    }
