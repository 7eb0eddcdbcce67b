"""The clinic itself: how it is reached, what it offers, how long it keeps what, which house defaults it stands by."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

# From and to, for the form and for the database.
BOUNDS = {
    "idle_minutes": (1, 240),
    "link_hours": (1, 720),
    "reflection_hours": (0, 2160),
    "retention_years": (1, 100),
}


class Profile(models.Model):
    """The clinic's profile, of which there is one. Patients are never left with a closed door: `out_of_hours`."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    name = models.CharField(max_length=500)
    address = models.CharField(max_length=500)
    phone = models.CharField(max_length=200)
    out_of_hours = models.CharField(max_length=200)
    emergency_number = models.CharField(max_length=200)
    session_time = models.TimeField()
    currency = models.CharField(max_length=12)
    language = models.CharField(max_length=8, default="en")
    idle_minutes = models.PositiveSmallIntegerField(default=10)
    link_hours = models.PositiveSmallIntegerField(default=72)
    reflection_hours = models.PositiveSmallIntegerField(default=24)
    retention_years = models.PositiveSmallIntegerField(default=10)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="practice_profile_is_one"),
            models.CheckConstraint(condition=~Q(out_of_hours=""), name="practice_profile_out_of_hours"),
            *(
                models.CheckConstraint(condition=Q(**{f"{name}__range": bounds}), name=f"practice_profile_{name}")
                for name, bounds in BOUNDS.items()
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Service(models.Model):
    """What the clinic offers, how long it takes, what it costs. `kind` is what plans price (`session`, `review`…)."""

    name = models.CharField(max_length=200, unique=True)
    kind = models.SlugField(max_length=40)
    minutes = models.PositiveSmallIntegerField()
    price = models.DecimalField(max_digits=9, decimal_places=2)
    active = models.BooleanField(default=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=Q(price__gte=0), name="practice_service_price_not_negative"),
            models.CheckConstraint(condition=Q(minutes__gt=0), name="practice_service_takes_time"),
            models.UniqueConstraint(
                fields=["kind"], condition=Q(active=True), name="practice_service_one_price_a_kind"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class DefaultSignOff(models.Model):
    """A named clinician stands by one house default, as that row of the table read on that day."""

    table = models.CharField(max_length=120)
    row = models.CharField(max_length=120)
    row_sha256 = models.CharField(max_length=64)
    note = models.TextField(blank=True)
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["table", "row", "row_sha256"], name="practice_sign_off_once_a_wording"),
        ]

    def __str__(self) -> str:
        return f"{self.table} {self.row}"


class TableVersion(models.Model):
    """A version of a table of the core that this clinic has run with."""

    table = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    first_seen_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["table", "sha256"], name="practice_table_version_once")]

    def __str__(self) -> str:
        return f"{self.table} {self.sha256[:8]}"
