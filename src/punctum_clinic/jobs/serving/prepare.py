"""What must be there before the clinic opens: its tables and, for the example, its invented people."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.utils.module_loading import import_string

from punctum_clinic.staff.models import User

EXAMPLE = "punctum_clinic.example.seed"


def prepare(say: Callable[[str], object]) -> None:
    """Bring the tables up to date; an example clinic without anybody is filled, wholly or not at all.

    Arguments:
        say: tells people why they wait.

    Raises:
        DatabaseError: the database cannot be opened, or not written.
    """
    # Whoever else uses this computer does not read the records.
    settings.ENVIRONMENT.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    connection.ensure_connection()
    call_command("migrate", interactive=False, verbosity=0)
    if settings.ENVIRONMENT.mode == "example" and not User.objects.exists():
        say("Making up the people of the example clinic. This happens once and may take a minute.")
        import_string(f"{EXAMPLE}.seed")()


def how_to_sign_in() -> str:
    """Who may sign in to the example clinic, as the example tells it; nothing elsewhere."""
    if settings.ENVIRONMENT.mode != "example":
        return ""
    return str(import_string(f"{EXAMPLE}.HOW_TO_SIGN_IN"))


def database_name() -> str:
    """Where the database is, without its password."""
    found = connection.settings_dict
    if connection.vendor == "sqlite":
        return str(found["NAME"])
    return f"{found['NAME']} at {found['HOST'] or 'this computer'}"
