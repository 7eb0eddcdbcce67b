"""Who works in the example clinic, for the sign-in page."""

from __future__ import annotations

from typing import Any

from django import template

from punctum.screening import ROLES
from punctum_clinic.example.reading import clinic_file
from punctum_clinic.example.seed import email_of
from punctum_clinic.staff.models import Role

register = template.Library()


@register.simple_tag
def example_staff() -> list[dict[str, Any]]:
    """Name, role, profession and e-mail address of everybody in the example's file."""
    return [
        {
            "name": one["name"],
            "role": Role(one["role"]).label,
            "profession": ROLES.by_id[one["profession"]].name if "profession" in one else "",
            "cap": one.get("needle_length_cap_mm", ""),
            "email": email_of(one["key"]),
        }
        for one in clinic_file()["staff"]
    ]


@register.simple_tag
def example_password() -> str:
    """The one password of the example."""
    return str(clinic_file()["password"])
