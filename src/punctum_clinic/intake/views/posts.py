"""What every form of the intake brings along."""

from __future__ import annotations

from django.http import HttpRequest

LONGEST_NUMBER = 9


def revision_of(request: HttpRequest) -> int:
    """The revision a form was made from; one that cannot be read is none that ever was."""
    text = request.POST.get("revision", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER else -1
