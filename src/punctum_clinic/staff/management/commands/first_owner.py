"""`manage.py first_owner`: the first owner of a new clinic, or a way back in when every owner is locked out."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse

from punctum.screening import ROLES
from punctum_clinic.audit.models import Act
from punctum_clinic.audit.trail import record
from punctum_clinic.staff.actions import invite
from punctum_clinic.staff.models import Role, User


class Command(BaseCommand):
    """Makes an owner and prints a link to choose a password."""

    help = "Make the first owner, or a new link for an owner. Whoever can run this can read the database anyway."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Who."""
        parser.add_argument("--email", required=True)
        parser.add_argument("--name", required=True)
        parser.add_argument("--profession", default="", help="for example physician; empty for no clinician")

    @transaction.atomic
    def handle(self, *args: Any, email: str, name: str, profession: str, **options: Any) -> None:
        """Exit code 2 when something cannot be used; nothing is written then."""
        address = email.strip().lower()
        problems = []
        try:
            validate_email(address)
        except ValidationError:
            problems.append(f"--email: expected an e-mail address, found {email!r}")
        if not name.strip():
            problems.append("--name: expected the full name, found nothing")
        if profession and profession not in ROLES.by_id:
            problems.append(f"--profession: expected one of {', '.join(ROLES.by_id)}, found {profession!r}")
        user = User.objects.filter(email=address).first()
        if user and (user.role != Role.OWNER or not user.is_active):
            problems.append(f"--email: expected an active owner or a new address, found {user.get_role_display()}")
        if problems:
            raise CommandError("\n".join(problems), returncode=2)
        if user is None:
            user = User.objects.create_user(address, name=name.strip(), role=Role.OWNER, profession=profession)
            record(Act.CREATE, user, by="system", role=Role.OWNER)
        path = reverse("welcome", args=[invite(by=user, user=user)])
        self.stdout.write(f"{user.name} chooses a password here, once, within three days:")
        self.stdout.write(settings.ENVIRONMENT.base_url + path)
