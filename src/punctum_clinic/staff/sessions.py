"""Who is signed in, in the database."""

from __future__ import annotations

from django.core.management import call_command


def drop_expired_sessions() -> None:
    """Let go of sessions whose time is over; Django itself leaves them where they are."""
    call_command("clearsessions")
