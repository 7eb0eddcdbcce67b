"""The people the clinic treats: who they are, and everything they told, version by version."""

from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Person(models.Model):
    """Somebody who is treated here or asked to be. What is known of their health stands in `History`."""

    class Sex(models.TextChoices):
        """As the core's patient file has it."""

        FEMALE = "female", _("female")
        MALE = "male", _("male")
        UNKNOWN = "unknown", _("not stated")

    public_id = models.UUIDField(unique=True, default=uuid4, editable=False)
    given_name = models.CharField(max_length=200)
    family_name = models.CharField(max_length=200)
    # What lists are searched by: names without case and accents.
    search_name = models.CharField(max_length=420, db_index=True, editable=False)
    birth_date = models.DateField()
    sex = models.CharField(max_length=8, choices=Sex.choices, default=Sex.UNKNOWN)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=60, blank=True)
    language = models.CharField(max_length=8, default="en")
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    hold_until = models.DateField(null=True, blank=True)
    hold_reason = models.CharField(max_length=500, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)
    erased_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["family_name", "given_name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True, erased_by__isnull=True)
                | Q(erased_at__isnull=False, erased_by__isnull=False),
                name="people_person_erased_at_and_by",
            ),
            models.CheckConstraint(
                condition=Q(hold_until__isnull=True, hold_reason="")
                | (Q(hold_until__isnull=False) & ~Q(hold_reason="")),
                name="people_person_hold_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.given_name} {self.family_name}"


class History(models.Model):
    """One version of what a person told and what was found; never changed, only followed by the next.

    Arguments:
        document: the fields of the core's patient file, less `id`, `birth_date`, `sex` and `clearances`.
        origin: where this version comes from. made_by: empty when the person wrote it on their own phone.
    """

    class Origin(models.TextChoices):
        """Where a version comes from."""

        INTAKE = "intake", _("intake on their own phone")
        CONSULTATION = "consultation", _("consultation")
        CORRECTION = "correction", _("correction")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="histories")
    number = models.PositiveIntegerField()
    document = models.JSONField()
    origin = models.CharField(max_length=12, choices=Origin.choices)
    note = models.CharField(max_length=500, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["person", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["person", "number"], name="people_history_numbered"),
            models.CheckConstraint(condition=Q(number__gte=1), name="people_history_numbered_from_one"),
            models.CheckConstraint(
                condition=Q(origin="intake") | Q(made_by__isnull=False), name="people_history_staff_sign"
            ),
        ]

    def __str__(self) -> str:
        return f"history {self.number} of {self.person}"


class Clearance(models.Model):
    """A clinician's decision, by name, to clear a rule for this person; may end, is never changed.

    Arguments:
        by_name, profession: who decided; recorded_by: who wrote it down (the same person, or from a letter's answer).
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="clearances")
    rule = models.CharField(max_length=20)
    by_name = models.CharField(max_length=200)
    profession = models.CharField(max_length=40)
    on = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=2000)
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["person", "rule", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="people_clearance_withdrawn_at_and_by",
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("on")),
                name="people_clearance_dates_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule} cleared for {self.person}"
