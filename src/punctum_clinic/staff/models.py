"""Who works here: a person's role says what they may open, their profession what they may decide."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What somebody may open."""

    OWNER = "owner", _("Owner")
    PRESCRIBER = "prescriber", _("Prescriber")
    PRACTITIONER = "practitioner", _("Practitioner")
    FRONT_DESK = "front_desk", _("Front desk")
    READ_ONLY = "read_only", _("Read only")


class UserManager(BaseUserManager["User"]):
    """Makes users; their e-mail address is their name at the door."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """A user; without a password nobody can sign in as them until they chose one by invitation."""
        user = User(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """Somebody who works here.

    Arguments:
        profession: an id of the core's professional roles (`physician`, `nurse`…); what they may clear and sign.
        needle_length_cap_mm: the longest needle they may sign for; empty for no cap of their own.
    """

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    role = models.CharField(max_length=16, choices=Role.choices)
    profession = models.CharField(max_length=40, blank=True)
    needle_length_cap_mm = models.DecimalField(max_digits=4, decimal_places=2, null=True, blank=True)
    language = models.CharField(max_length=8, default="en")
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(role__in=Role.values), name="staff_user_known_role"),
            models.CheckConstraint(
                condition=Q(needle_length_cap_mm__isnull=True) | Q(needle_length_cap_mm__gt=0),
                name="staff_user_cap_is_positive",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def actor(self) -> str:
        """How the audit trail names them."""
        return f"user:{self.pk}"


class Invitation(models.Model):
    """A one-time link by which somebody chooses their password; also the way back in for who forgot it."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="invitations")
    token_sha256 = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"invitation of {self.user}"
