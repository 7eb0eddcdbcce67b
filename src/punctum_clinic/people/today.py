"""People somebody opened lately."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from punctum_clinic.audit.models import Act, Entry
from punctum_clinic.people.models import Person
from punctum_clinic.staff.access import may
from punctum_clinic.staff.models import User
from punctum_clinic.staff.permissions import Permission
from punctum_clinic.web.today import SHOWN, Line, Part

# So many of the newest rows are looked through for different people.
LOOKED_THROUGH = 100


def parts(user: User) -> Iterator[Part]:
    """The people whose pages this member of staff saw last, the last one first."""
    seen = Entry.objects.filter(actor=user.actor, act=Act.VIEW).exclude(person="").order_by("-number")
    ids = list(dict.fromkeys(seen.values_list("person", flat=True)[:LOOKED_THROUGH]))[:SHOWN]
    known = Person.objects.filter(public_id__in=ids, erased_at=None)
    if not may(user, Permission.ERASE):
        known = known.filter(restricted_at=None)
    by_id = {str(person.public_id): person for person in known}
    lines = [_line(by_id[public_id]) for public_id in ids if public_id in by_id]
    yield Part(id="recent", title=_("Opened lately by you"), lines=tuple(lines), url=reverse("people"), waits=False)


def _line(person: Person) -> Line:
    born = _("born %s") % date_format(person.birth_date, _("j M Y"))
    return Line(who=str(person), text=born, url=reverse("person", args=[person.public_id]))
