"""Scenes with plans."""

from __future__ import annotations

from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5

from django.utils import timezone

from punctum_clinic.example.scenes.cast import Cast
from punctum_clinic.plans.actions import (
    change_plan,
    make_plan,
    remake_plan,
    screen_on_day,
    sign_plan,
    withdraw_plan,
)
from punctum_clinic.plans.core import changed, source_of
from punctum_clinic.plans.models import Plan
from punctum_clinic.plans.reasons import given_in, key_of


def make(cast: Cast, key: str, *, by: str, name: str = "") -> None:
    """A plan is made from what is known."""
    make_plan(person=cast.people[key], by=cast.staff[by], on=timezone.localdate(), form_key=_form(key), name=name)


def change(cast: Cast, key: str, *, by: str, amendment: dict[str, Any], reason: str = "") -> None:
    """The newest plan is changed, with one reason for every limit that this goes over."""
    row = newest(cast, key)
    exceeded = changed(source_of(row), amendment).exceeded
    change_plan(
        row=row,
        amendment=amendment,
        reasons={key_of(over): reason for over in exceeded},
        by=cast.staff[by],
        form_key=_form(key),
        seen_sha256=row.sha256,
    )


def again(cast: Cast, key: str, *, by: str) -> None:
    """The newest plan is made again from what is known by now."""
    row = newest(cast, key)
    user, on = cast.staff[by], timezone.localdate()
    remake_plan(row=row, by=user, on=on, form_key=_form(key), reasons=given_in(row))


def sign(cast: Cast, key: str, *, by: str) -> None:
    """The newest plan is signed by a clinician."""
    row, user = newest(cast, key), cast.staff[by]
    hand = cast.hand(user.name, "typed")
    sign_plan(row=row, by=user, today=timezone.localdate(), seen_sha256=row.sha256, **hand)


def withdraw(cast: Cast, key: str, *, by: str, reason: str) -> None:
    """The newest plan is taken back."""
    withdraw_plan(row=newest(cast, key), by=cast.staff[by], reason=reason)


def rescreen(cast: Cast, key: str, *, by: str) -> None:
    """The signed plan is screened again on the day."""
    row = cast.people[key].plans.get(state=Plan.State.SIGNED)
    screen_on_day(row=row, on=timezone.localdate(), by=cast.staff[by])


def newest(cast: Cast, key: str) -> Plan:
    """The newest plan of somebody."""
    return cast.people[key].plans.select_related("person", "history").order_by("-number")[0]


def _form(key: str) -> UUID:
    return uuid5(NAMESPACE_OID, f"{key} {timezone.now().isoformat()}")
