"""What waits to be done for people: by the names of relations, as the apps that hold them stand above this one."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.db.models import F, Max, Q, QuerySet
from django.utils.translation import gettext as _

from punctum_clinic.people.models import Person


def waiting_for(people: Collection[int], *, record: bool) -> dict[int, list[str]]:
    """What waits for each of these people, by their primary key, in as many queries whatever their number.

    Arguments:
        people: primary keys. record: whether who asks may see the record.

    Returns:
        words that name what waits without saying anything about health.
    """
    waits: dict[int, list[str]] = {}
    for words, whoever in _kinds(record=record):
        for pk in whoever.filter(pk__in=people).values_list("pk", flat=True).distinct():
            waits.setdefault(pk, []).append(words)
    return waits


def _kinds(*, record: bool) -> Iterator[tuple[str, QuerySet[Person]]]:
    everybody = Person.objects.order_by()
    yield _("intake open"), everybody.filter(intakes__state="open")
    # How somebody reached the clinic is front desk's; the rest belongs to the record.
    if not record:
        return
    yield _("plan waits for a signature"), everybody.filter(plans__state="draft")
    yield _("consent outstanding"), everybody.filter(consents__state="offered")
    yield _("intake to read"), _unread(everybody)
    yield _("no consent: withdrawn"), _withdrawn(everybody)


def _unread(people: QuerySet[Person]) -> QuerySet[Person]:
    """People who signed an intake after the last consultation with them began."""
    signed = people.filter(intakes__state="signed").annotate(
        signed=Max("intakes__signed_at"), seen=Max("consultations__started_at")
    )
    return signed.filter(Q(seen=None) | Q(signed__gt=F("seen")))


def _withdrawn(people: QuerySet[Person]) -> QuerySet[Person]:
    """People whose newest consent for their signed plan was taken back."""
    of_signed = Q(plans__state="signed")
    return people.annotate(
        newest=Max("plans__consents__id", filter=of_signed),
        withdrawn=Max("plans__consents__id", filter=of_signed & Q(plans__consents__state="withdrawn")),
    ).filter(withdrawn=F("newest"))
