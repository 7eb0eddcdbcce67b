"""Who is signed in, in the database."""

from __future__ import annotations

from importlib import import_module

from django.conf import settings


def drop_expired_sessions() -> None:
    """Let go of sessions whose time is over; Django itself leaves them where they are."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
