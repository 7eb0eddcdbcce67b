"""Letting go of what is over, while the clinic is open."""

from __future__ import annotations

import logging

from django.conf import settings
from django.db import DatabaseError
from django.utils.module_loading import import_string

log = logging.getLogger(__name__)


def tidy() -> None:
    """Call each function that `settings.LETS_GO` names; a fault of ours in one keeps nothing else from being done.

    Raises:
        DatabaseError: the database is away.
    """
    for name in settings.LETS_GO:
        try:
            import_string(name)()
        except DatabaseError:
            raise
        except Exception:
            log.exception("%s", name)
