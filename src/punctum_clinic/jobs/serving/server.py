"""The web server as a process of its own: `python -m punctum_clinic.jobs.serving.server SOCKET THREADS`."""

from __future__ import annotations

import logging
import select
import sys
import time
from socket import socket
from threading import Event
from typing import Any

from django.conf import settings
from django.core.servers.basehttp import get_internal_wsgi_application
from waitress import create_server, wasyncore

from punctum_clinic.jobs.ending import ending

LARGEST_REQUEST_BYTES = 4 * 1024 * 1024
GRACE_SECONDS = 5.0
POLL = hasattr(select, "poll")


def serve(listening: socket, threads: int, stop: Event) -> None:
    """Answer requests until told to stop; those begun by then are answered first."""
    # A request that waits for a thread is no news.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    channels: dict[int, Any] = {}
    server = create_server(
        get_internal_wsgi_application(),
        map=channels,
        sockets=[listening],
        threads=threads,
        channel_timeout=60,
        max_request_body_size=LARGEST_REQUEST_BYTES,
        ident=None,
        clear_untrusted_proxy_headers=True,
        **_proxy(),
    )
    while not stop.is_set():
        wasyncore.loop(timeout=0.3, use_poll=POLL, map=channels, count=1)
    # Only the door is closed; the trigger must still tell of answers that are ready.
    wasyncore.dispatcher.close(server)
    until = time.monotonic() + GRACE_SECONDS
    while _busy(server) and time.monotonic() < until:
        wasyncore.loop(timeout=0.05, use_poll=POLL, map=channels, count=1)
    server.task_dispatcher.shutdown(timeout=0.5)


def _busy(server: Any) -> bool:
    return any(channel.requests or channel.total_outbufs_len for channel in list(server.active_channels.values()))


def _proxy() -> dict[str, Any]:
    if not settings.ENVIRONMENT.proxy:
        return {}
    headers = {"x-forwarded-for", "x-forwarded-proto"}
    return {"trusted_proxy": "*", "trusted_proxy_count": 1, "trusted_proxy_headers": headers}


if __name__ == "__main__":
    serve(socket(fileno=int(sys.argv[1])), int(sys.argv[2]), ending(with_parent=True))
