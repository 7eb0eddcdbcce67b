"""What several tables hold to in the same way."""

from __future__ import annotations

from django.db.models import Q


def all_or_none(*names: str) -> Q:
    """Columns that are all filled or all empty: who and when, or a signed thing and its signature."""
    return Q(**{f"{name}__isnull": True for name in names}) | Q(**{f"{name}__isnull": False for name in names})
