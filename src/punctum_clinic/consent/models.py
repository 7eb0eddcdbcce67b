"""Consent: versioned texts, the exact text a person signed, what they asked, and what they took back."""

from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from punctum_clinic.people.models import Person
from punctum_clinic.plans.models import Plan
from punctum_clinic.signing.models import Signature


class Template(models.Model):
    """One version of the text for one treatment in one language; never changed, only followed by the next."""

    treatment = models.SlugField(max_length=60)
    language = models.CharField(max_length=8)
    version = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    body = models.TextField()
    published_at = models.DateTimeField(auto_now_add=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["treatment", "language", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["treatment", "language", "version"], name="consent_template_version")
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.language} {self.version}"


class Consent(models.Model):
    """One consent of one person for one signed plan.

    Arguments:
        text: exactly what was read and signed. sha256: of its UTF-8 bytes.
        sections_read: numbers of the sections that were opened and read. read_at: when that was all of them.
        reflect_until: it cannot be signed before; the time to think it over. shortened_by, shortened_reason: who made
            that time shorter than the clinic's own, and why.
        pdf: both parties' copy, made when it was signed.
    """

    class State(models.TextChoices):
        """Where it stands."""

        OFFERED = "offered", _("offered")
        SIGNED = "signed", _("signed")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", _("withdrawn")
        CANCELLED = "cancelled", _("cancelled")

    public_id = models.UUIDField(unique=True, default=uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="consents")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="consents")
    template = models.ForeignKey(Template, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=8)
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OFFERED)
    offered_at = models.DateTimeField(auto_now_add=True)
    offered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reflect_until = models.DateTimeField()
    shortened_at = models.DateTimeField(null=True, blank=True)
    shortened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    shortened_reason = models.CharField(max_length=2000, blank=True)
    sections_read = models.JSONField(default=list)
    read_at = models.DateTimeField(null=True, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    signature = models.OneToOneField(Signature, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    pdf = models.BinaryField(null=True, blank=True)
    pdf_sha256 = models.CharField(max_length=64, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    # The member of staff who wrote it down, or the link of the patient's own phone: `user:ID`, `link:ID`.
    ended_by = models.CharField(max_length=80, blank=True)
    ended_by_name = models.CharField(max_length=420, blank=True)
    ended_reason = models.CharField(max_length=2000, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(signed_at__isnull=True, signature__isnull=True, pdf__isnull=True)
                | Q(signed_at__isnull=False, signature__isnull=False, pdf__isnull=False, read_at__isnull=False),
                name="consent_consent_signed_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["signed", "withdrawn"], signed_at__isnull=False)
                | Q(state__in=["offered", "declined", "cancelled"], signed_at__isnull=True),
                name="consent_consent_state_fits_signature",
            ),
            models.CheckConstraint(
                condition=Q(shortened_at__isnull=True, shortened_by__isnull=True, shortened_reason="")
                | (Q(shortened_at__isnull=False, shortened_by__isnull=False) & ~Q(shortened_reason="")),
                name="consent_consent_shortened_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by="", state__in=["offered", "signed"])
                | (
                    Q(ended_at__isnull=False, state__in=["declined", "withdrawn", "cancelled"])
                    & ~Q(ended_by="")
                    & ~Q(ended_by_name="")
                ),
                name="consent_consent_ended_at_and_by",
            ),
            models.UniqueConstraint(
                fields=["plan"], condition=Q(state__in=["offered", "signed"]), name="consent_consent_one_a_plan"
            ),
        ]

    def __str__(self) -> str:
        return f"consent of {self.person} ({self.state})"


class Question(models.Model):
    """What a person asked before signing, and what they were answered."""

    consent = models.ForeignKey(Consent, on_delete=models.CASCADE, related_name="questions")
    text = models.CharField(max_length=2000)
    asked_at = models.DateTimeField(auto_now_add=True)
    answer = models.CharField(max_length=4000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True, answered_by__isnull=True)
                | (~Q(answer="") & Q(answered_at__isnull=False, answered_by__isnull=False)),
                name="consent_question_answered_at_and_by",
            )
        ]

    def __str__(self) -> str:
        return self.text[:60]


class PhotoPermission(models.Model):
    """What a person allows their photographs to be used for; one row a decision, the newest of a purpose holds."""

    class Purpose(models.TextChoices):
        """What photographs may be used for."""

        RECORD = "record", _("record")
        TEACHING = "teaching", _("teaching")
        MARKETING = "marketing", _("marketing")
        RESEARCH = "research", _("research")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="photo_permissions")
    purpose = models.CharField(max_length=10, choices=Purpose.choices)
    granted = models.BooleanField()
    consent = models.ForeignKey(
        Consent, on_delete=models.PROTECT, null=True, blank=True, related_name="photo_permissions"
    )
    decided_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.CharField(max_length=80)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(purpose__in=["record", "teaching", "marketing", "research"]),
                name="consent_photo_permission_known_purpose",
            )
        ]

    def __str__(self) -> str:
        return f"{self.purpose}: {'yes' if self.granted else 'no'}"
