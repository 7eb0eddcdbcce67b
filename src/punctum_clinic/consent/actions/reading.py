"""Reading: every section by itself."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from punctum import InputError, Problem
from punctum_clinic.audit.models import Act
from punctum_clinic.audit.trail import record
from punctum_clinic.consent.actions.holding import check_open, held
from punctum_clinic.consent.markup import parse
from punctum_clinic.consent.models import Consent


@transaction.atomic
def mark_read(*, consent: Consent, section: int, actor: str) -> Consent:
    """Write down that a section was read; with the last one, that all of them were.

    Arguments:
        section: 1, 2, 3 …

    Raises:
        InputError: there is no such section, or the consent is not open.
    """
    row = held(consent)
    check_open(row)
    many = len(parse(row.text).sections)
    if not 1 <= section <= many:
        raise InputError([Problem("section", _("a part from 1 to %d") % many, str(section)[:20])])
    if section not in row.sections_read:
        row.sections_read = sorted({*row.sections_read, section})
        if len(row.sections_read) == many and row.read_at is None:
            row.read_at = timezone.now()
        row.save(update_fields=["sections_read", "read_at"])
        record(Act.VIEW, row, by=actor, person=str(row.person.public_id), section=section, of=many)
    return row
