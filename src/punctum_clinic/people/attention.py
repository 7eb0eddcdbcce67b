"""What waits to be done for people: by the names of relations, as the apps that hold them stand above this one."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Literal

from django.db.models import F, Max, Q
from django.utils.translation import gettext as _

from punctum_clinic.people.models import Person

Kind = Literal["intake_open", "intake_unread", "plan_unsigned", "consent_open", "consent_withdrawn"]
# How somebody reached the clinic is front desk's; the rest belongs to the record.
OF_THE_RECORD: frozenset[Kind] = frozenset({"intake_unread", "plan_unsigned", "consent_open", "consent_withdrawn"})


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits; `words` name it without saying anything about health."""

    kind: Kind
    words: str


def waiting_for(people: Collection[int], *, record: bool) -> dict[int, list[Waiting]]:
    """What waits for each of these people, by their primary key, in as many queries whatever their number.

    Arguments:
        people: primary keys. record: whether who asks may see the record.
    """
    waits: dict[int, list[Waiting]] = {}
    for kind, words, condition in _kinds():
        if kind in OF_THE_RECORD and not record:
            continue
        for pk in Person.objects.filter(condition, pk__in=people).order_by().values_list("pk", flat=True).distinct():
            waits.setdefault(pk, []).append(Waiting(kind, words))
    if record:
        for pk in _unread(people):
            waits.setdefault(pk, []).append(Waiting("intake_unread", _("intake to read")))
        for pk in _withdrawn(people):
            waits.setdefault(pk, []).append(Waiting("consent_withdrawn", _("no consent: withdrawn")))
    return waits


def _kinds() -> Iterator[tuple[Kind, str, Q]]:
    yield "intake_open", _("intake open"), Q(intakes__state="open")
    yield "plan_unsigned", _("plan waits for a signature"), Q(plans__state="draft")
    yield "consent_open", _("consent outstanding"), Q(consents__state="offered")


def _unread(people: Collection[int]) -> Iterator[int]:
    """People who signed an intake after the last consultation with them began."""
    yield from (
        Person.objects.filter(pk__in=people, intakes__state="signed")
        .order_by()
        .annotate(signed=Max("intakes__signed_at"), seen=Max("consultations__started_at"))
        .filter(Q(seen=None) | Q(signed__gt=F("seen")))
        .values_list("pk", flat=True)
    )


def _withdrawn(people: Collection[int]) -> Iterator[int]:
    """People whose newest consent for their signed plan was taken back."""
    of_signed = Q(plans__state="signed")
    yield from (
        Person.objects.filter(pk__in=people)
        .order_by()
        .annotate(
            newest=Max("plans__consents__id", filter=of_signed),
            withdrawn=Max("plans__consents__id", filter=of_signed & Q(plans__consents__state="withdrawn")),
        )
        .filter(withdrawn=F("newest"))
        .values_list("pk", flat=True)
    )
