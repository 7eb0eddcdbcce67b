"""Plans: made by the core, changed by a clinician within limits, signed, and screened again on the day."""

from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from punctum_clinic.constraints import all_or_none
from punctum_clinic.jobs.models import Job
from punctum_clinic.people.models import History, Person
from punctum_clinic.signing.models import Signature


class Plan(models.Model):
    """One plan of one person.

    Arguments:
        number: 1, 2, 3 … for this person. history: what it was made from. made_on: the day it is for.
        amendment: what a clinician changed, as the core's amendment document; empty when nothing.
        patient: the core's patient document it was made from, with the clearances that held.
        clinic: the core's clinic document. document: the core's plan document. sha256: of its canonical bytes.
        shown: the core's pictures and sentences of it, so that it always looks as it did when it was made.
        tables: table → SHA-256 of the version used. tables_sha256: of all of them together.
        form_key: of the form that asked for it, so that one form makes one plan.
        based_on: the plan it was changed from, when that one was signed already.
    """

    class State(models.TextChoices):
        """Where a plan stands."""

        DRAFT = "draft", _("draft")
        SIGNED = "signed", _("signed")
        REPLACED = "replaced", _("replaced")
        WITHDRAWN = "withdrawn", _("withdrawn")

    public_id = models.UUIDField(unique=True, default=uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="plans")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    history = models.ForeignKey(History, on_delete=models.PROTECT, related_name="+")
    made_on = models.DateField()
    amendment = models.JSONField(default=dict)
    patient = models.JSONField()
    clinic = models.JSONField()
    document = models.JSONField()
    sha256 = models.CharField(max_length=64)
    shown = models.JSONField(default=dict)
    tables = models.JSONField(default=dict)
    tables_sha256 = models.CharField(max_length=64, blank=True)
    form_key = models.UUIDField(unique=True, null=True, blank=True, editable=False)
    based_on = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    # Kept beside the document so that lists and caps need not open it.
    longest_needle_mm = models.FloatField(null=True, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    signature = models.OneToOneField(Signature, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["person", "-number"]
        indexes = [models.Index(fields=["state", "made_at"])]
        constraints = [
            models.UniqueConstraint(fields=["person", "number"], name="plans_plan_numbered"),
            models.CheckConstraint(
                condition=all_or_none("signed_at", "signed_by", "signature"),
                name="plans_plan_signed_at_and_by",
            ),
            models.CheckConstraint(
                condition=Q(state="draft", signed_at__isnull=True)
                | Q(state="signed", signed_at__isnull=False)
                | Q(state__in=["replaced", "withdrawn"]),
                name="plans_plan_state_fits_signature",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "signed"], ended_at__isnull=True, ended_by__isnull=True)
                | Q(state__in=["replaced", "withdrawn"], ended_at__isnull=False, ended_by__isnull=False),
                name="plans_plan_ended_at_and_by",
            ),
            models.UniqueConstraint(
                fields=["person"], condition=Q(state="signed"), name="plans_plan_one_signed_a_person"
            ),
        ]

    def __str__(self) -> str:
        return f"plan {self.number} of {self.person}"


# What may still be changed, and what holds now.
OPEN = (Plan.State.DRAFT, Plan.State.SIGNED)
# What a list shows needs none of the large documents.
LARGE = ("document", "shown", "patient", "clinic", "tables")


class Override(models.Model):
    """A limit that a clinician went over, with the reason. `zone` is empty for what concerns the whole course."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="overrides")
    zone = models.CharField(max_length=40, blank=True)
    field = models.CharField(max_length=60)
    value = models.CharField(max_length=60)
    limit = models.CharField(max_length=600)
    reason = models.CharField(max_length=2000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="plans_override_has_reason")]

    def __str__(self) -> str:
        return f"{self.zone} {self.field} {self.value}"


class Paper(models.Model):
    """What a plan looks like on paper, made by a job from the plan with this hash."""

    class Kind(models.TextChoices):
        """Which paper."""

        PAGE = "page", _("the plan as a page")
        PATIENT = "patient", _("the patient's pages")
        CALENDAR = "calendar", _("the calendar")

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="papers")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    language = models.CharField(max_length=8, blank=True)
    plan_sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    media_type = models.CharField(max_length=60)
    job = models.ForeignKey(Job, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "kind", "language", "plan_sha256"], name="plans_paper_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.plan}"


class DayScreening(models.Model):
    """A signed plan screened again on the day of a visit: may it go ahead as it stands?

    Arguments:
        history: the newest one then. screening: the core's screening document of that day.
        verdict: the answer, an action of the core. stands: whether it goes ahead as it was signed.
        differences: what is not as it was signed, one line each.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="day_screenings")
    on = models.DateField()
    history = models.ForeignKey(History, on_delete=models.PROTECT, related_name="+")
    screening = models.JSONField()
    verdict = models.CharField(max_length=20)
    stands = models.BooleanField()
    differences = models.JSONField(default=list)
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.plan} on {self.on}: {self.verdict}"
