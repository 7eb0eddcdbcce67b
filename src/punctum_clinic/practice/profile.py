"""The clinic's profile, as the clinic and as the core know it."""

from __future__ import annotations

from datetime import time

from punctum import Clinic
from punctum_clinic.practice.models import Profile, Service

UNSET = "to be filled in by the clinic"


def profile() -> Profile:
    """The profile; one that asks to be filled in while there is none. It is not written by reading it."""
    return Profile.objects.filter(pk=1).first() or Profile(
        name=UNSET,
        address=UNSET,
        phone="112",
        out_of_hours="112",
        emergency_number="112",
        session_time=time(10),
        currency="EUR",
    )


def clinic() -> Clinic:
    """The clinic as the core's plans name it, with the prices of what is offered now."""
    own = profile()
    services = Service.objects.filter(active=True)
    return Clinic(
        name=own.name,
        phone=own.phone,
        out_of_hours=own.out_of_hours,
        emergency_number=own.emergency_number,
        address=own.address,
        session_time=own.session_time,
        currency=own.currency,
        prices={service.kind: float(service.price) for service in services},
    )
