"""Letting go of what is over, while the clinic is open."""

from __future__ import annotations

from django.conf import settings
from django.utils.module_loading import import_string


def tidy() -> None:
    """Call each function that `settings.LETS_GO` names."""
    for name in settings.LETS_GO:
        import_string(name)()
