"""How long what is kept about a person must be kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from punctum_clinic.people.models import Person
from punctum_clinic.practice.profile import profile
from punctum_clinic.rights.reach import rows_about

# Asking for one's rights, or being sent a link, is no treatment and lengthens nothing.
NO_TREATMENT = frozenset({"rights", "links"})


@dataclass(frozen=True, slots=True)
class Retention:
    """Until when nothing may be erased, and why.

    Arguments:
        last: the day on which something was last done or written down. years: how long the clinic keeps it.
        until: the first day on which everything may be erased. hold_until, hold_reason: a legal hold, if there is one.
    """

    last: date
    years: int
    until: date
    hold_until: date | None
    hold_reason: str
    today: date

    @property
    def over(self) -> bool:
        """Whether everything may be erased today."""
        return self.today >= self.until

    @property
    def why(self) -> str:
        """Why a record must still be kept, in a sentence."""
        if self.hold_until is not None and self.hold_until == self.until:
            return _("a legal hold (%(reason)s)") % {"reason": self.hold_reason}
        return _("the clinic keeps records for %(years)d years; the last entry is of %(day)s") % {
            "years": self.years,
            "day": date_format(self.last, _("j F Y")),
        }


def retention_of(person: Person) -> Retention:
    """How long a person's record must be kept, as it stands today."""
    today, years = timezone.localdate(), profile().retention_years
    last = last_day(person, today)
    until = years_after(last, years)
    if person.hold_until is not None and person.hold_until > until:
        until = person.hold_until
    return Retention(last, years, until, person.hold_until, person.hold_reason, today)


def last_day(person: Person, today: date) -> date:
    """The last day, up to today, on which something about a person was written down or done."""
    days = [timezone.localdate(person.created_at)]
    for model, rows in rows_about(person).items():
        if model is Person or model._meta.app_label in NO_TREATMENT:
            continue
        for name in day_fields(model):
            newest = rows.order_by().aggregate(newest=models.Max(name))["newest"]
            if newest is not None:
                days.append(timezone.localdate(newest) if isinstance(newest, datetime) else newest)
    return max(day for day in days if day <= today)


def day_fields(model: type[models.Model]) -> list[str]:
    """The fields that say when a row was written, when something in it happened, or on which day it was."""
    return [
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, models.DateField) and (field.name.endswith("_at") or field.name in ("at", "on"))
    ]


def years_after(day: date, years: int) -> date:
    """The same day some years later; 1 March for a 29 February that does not exist then."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
