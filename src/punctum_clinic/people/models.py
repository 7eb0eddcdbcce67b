"""The people the clinic treats: who they are, and everything they told, version by version."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from punctum.patient import age_years
from punctum_clinic.constraints import all_or_none
from punctum_clinic.people.names import folded, search_words

# What stands where somebody was, once they are erased.
NOT_KEPT = date(1, 1, 1)
EMPTY: dict[str, Any] = {
    "given_name": "",
    "family_name": "",
    "search_name": "",
    "birth_date": NOT_KEPT,
    "sex": "unknown",
    "email": "",
    "phone": "",
    "language": "",
    "hold_reason": "",
    "hold_until": None,
    "restricted_at": None,
    "restricted_by": None,
}


class Person(models.Model):
    """Somebody who is treated here or asked to be. What is known of their health stands in `History`.

    Arguments:
        search_name: family and given name without case and accents; what lists are sorted by.
        hold_until: nothing of them is erased before. restricted_at: from then on only the owner opens their pages.
        erased_at: of somebody erased, this row keeps only its public id, and when and by whom.
    """

    class Sex(models.TextChoices):
        """As the core's patient file has it."""

        FEMALE = "female", _("female")
        MALE = "male", _("male")
        UNKNOWN = "unknown", _("not stated")

    public_id = models.UUIDField(unique=True, default=uuid4, editable=False)
    given_name = models.CharField(max_length=200)
    family_name = models.CharField(max_length=200)
    search_name = models.CharField(max_length=1000, editable=False)
    birth_date = models.DateField(db_index=True)
    sex = models.CharField(max_length=8, choices=Sex.choices, default=Sex.UNKNOWN)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=60, blank=True)
    language = models.CharField(max_length=8, default="en")
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    hold_until = models.DateField(null=True, blank=True)
    hold_reason = models.CharField(max_length=500, blank=True)
    restricted_at = models.DateTimeField(null=True, blank=True)
    restricted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    erased_at = models.DateTimeField(null=True, blank=True)
    erased_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["search_name", "id"]
        indexes = [models.Index(fields=["search_name", "id"], name="people_person_sorted")]
        constraints = [
            models.CheckConstraint(
                condition=all_or_none("erased_at", "erased_by"),
                name="people_person_erased_at_and_by",
            ),
            models.CheckConstraint(
                condition=Q(hold_until__isnull=True, hold_reason="")
                | (Q(hold_until__isnull=False) & ~Q(hold_reason="")),
                name="people_person_hold_has_reason",
            ),
            models.CheckConstraint(
                condition=all_or_none("restricted_at", "restricted_by"),
                name="people_person_restricted_at_and_by",
            ),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True)
                | Q(
                    given_name="",
                    family_name="",
                    search_name="",
                    birth_date=NOT_KEPT,
                    sex="unknown",
                    email="",
                    phone="",
                    language="",
                    hold_until__isnull=True,
                    restricted_at__isnull=True,
                ),
                name="people_person_erased_is_empty",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def age_years(self) -> int:
        """Full years of age today."""
        return age_years(self.birth_date, timezone.localdate())

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keeps what lists sort and search by in step with the row."""
        self.search_name = folded(f"{self.family_name} {self.given_name}")
        if (fields := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {*fields, "search_name"}
        with transaction.atomic():
            super().save(*args, **kwargs)
            wanted = search_words(self.given_name, self.family_name, email=self.email, phone=self.phone)
            known = set(self.words.values_list("word", flat=True))
            self.words.filter(word__in=known - wanted).delete()
            SearchWord.objects.bulk_create(
                [SearchWord(person=self, word=word) for word in sorted(wanted - known)], ignore_conflicts=True
            )


class SearchWord(models.Model):
    """One word by whose beginning a person is found: a part of a name, an e-mail address, the digits of a phone."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="words")
    word = models.CharField(max_length=260, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "word"], name="people_search_word_once")]

    def __str__(self) -> str:
        return self.word


class NameCorrection(models.Model):
    """A name, a birth date or a sex that was put right: what stood there, what stands there now, and why."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="name_corrections")
    field = models.CharField(max_length=20)
    before = models.CharField(max_length=200)
    after = models.CharField(max_length=200)
    reason = models.CharField(max_length=500)
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="people_name_correction_has_reason")]

    def __str__(self) -> str:
        return f"{self.field} of {self.person}"


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
                condition=all_or_none("withdrawn_at", "withdrawn_by"),
                name="people_clearance_withdrawn_at_and_by",
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("on")),
                name="people_clearance_dates_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule} cleared for {self.person}"
