"""Signing a text."""

from __future__ import annotations

import re
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from punctum import InputError, Problem
from punctum_clinic.audit.models import Act
from punctum_clinic.audit.trail import record
from punctum_clinic.links.models import Link
from punctum_clinic.people.models import Person
from punctum_clinic.people.names import may_be_name_of
from punctum_clinic.signing.models import Method, Signature
from punctum_clinic.staff.models import User

WIDTH, HEIGHT = 1000, 400
MOST_POINTS = 5000
SHA256 = re.compile(r"[0-9a-f]{64}")


@transaction.atomic
def sign(
    *,
    person: Person,
    what: str,
    document_sha256: str,
    method: str,
    name: str,
    strokes: Any,
    by_patient: bool,
    user: User | None,
    link: Link | None,
) -> Signature:
    """One signature under the text with this hash.

    Arguments:
        what: what is signed (`intake`, `plan`, `consent`). method: `typed` or `drawn`. name: the signer's, in full.
        strokes: for a drawn one, a list of lines, each a list of [x, y], x from 0 to 1000 and y to 400.
        user: who is signed in on this screen. link: the patient's own phone. At least one of them.

    Raises:
        InputError: there is no name, or not the patient's who signs, or nothing was drawn, or it cannot be read.
    """
    full_name = " ".join(name.split())
    problems = [Problem("name", "the full name of who signs", "nothing")] if not full_name else []
    own = {"given_name": person.given_name, "family_name": person.family_name}
    if full_name and by_patient and not may_be_name_of(full_name, **own):
        problems.append(Problem("name", _("your full name as the clinic has it, %s") % person, full_name[:60]))
    if method not in Method.values:
        problems.append(Problem("method", "typed or drawn", repr(method)[:40]))
    drawn = checked_strokes(strokes) if method == Method.DRAWN else []
    if method == Method.DRAWN and not drawn:
        problems.append(Problem("signature", "a drawn signature, or the typed name instead", "an empty field"))
    if not SHA256.fullmatch(document_sha256):
        problems.append(Problem("document", "the text that is signed", "another text"))
    if problems:
        raise InputError(problems)
    signature = Signature.objects.create(
        person=person,
        what=what,
        document_sha256=document_sha256,
        method=method,
        name=full_name[:200],
        strokes=drawn,
        by_patient=by_patient,
        user=user,
        link=link,
    )
    actor = link.actor if link else user.actor if user else "system"
    record(Act.SIGN, signature, by=actor, person=str(person.public_id), what=what, sha256=document_sha256)
    return signature


def checked_strokes(value: Any) -> list[list[list[int]]]:
    """The lines of a drawn signature as whole numbers, x from 0 to 1000 and y to 400; lines of one point are dots.

    Raises:
        InputError: it is no list of lines, or far too long.
    """
    expected = "lines of points [x, y], x from 0 to 1000 and y to 400"
    try:
        lines = [[_point(point) for point in line] for line in value]
    except (TypeError, ValueError, OverflowError):
        raise InputError([Problem("signature", expected, "something else")]) from None
    if sum(map(len, lines)) > MOST_POINTS:
        raise InputError([Problem("signature", f"at most {MOST_POINTS} points", "more")])
    return [line for line in lines if line]


def _point(value: Any) -> list[int]:
    x, y = value
    if isinstance(x, bool) or isinstance(y, bool) or isinstance(x, str) or isinstance(y, str):
        raise TypeError
    return [min(max(round(x), 0), WIDTH), min(max(round(y), 0), HEIGHT)]
