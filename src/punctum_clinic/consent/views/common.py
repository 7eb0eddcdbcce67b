"""What the views share: problems of the core as problems of a form, and the PDF as a download."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import Http404, HttpResponse

from punctum import InputError
from punctum_clinic.consent.models import Consent
from punctum_clinic.web.refused import at_fields


def tried(form: forms.Form, act: Callable[[], Any]) -> bool:
    """Do it; whatever cannot be done stands in the form, at its field if the form has it.

    Returns:
        whether it was done.
    """
    try:
        act()
    except InputError as error:
        for problem in at_fields(form, error.problems):
            form.add_error(None, str(problem))
        return False
    return True


def pdf_response(consent: Consent) -> HttpResponse:
    """Both sides' copy.

    Raises:
        Http404: it was never signed.
    """
    if not consent.pdf:
        raise Http404
    response = HttpResponse(bytes(consent.pdf), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="consent-{str(consent.public_id)[:8]}.pdf"'
    return response
