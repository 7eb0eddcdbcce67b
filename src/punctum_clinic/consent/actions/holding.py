"""Holding a consent while something is decided about it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from punctum import InputError, Problem
from punctum_clinic.consent.models import Consent


def held(consent: Consent) -> Consent:
    """The row as it is now, held until the transaction ends; without its PDF."""
    return (
        Consent.objects.select_for_update(of=("self",)).select_related("person", "plan").defer("pdf").get(pk=consent.pk)
    )


def check_open(consent: Consent) -> None:
    """Nothing more is read, asked or signed once a consent is signed or has ended.

    Raises:
        InputError: it is not open.
    """
    if consent.state != Consent.State.OFFERED:
        raise InputError([Problem("consent", _("one that is still open"), consent.get_state_display())])
