"""The address people open: taking it, and asking whether somebody answers there."""

from __future__ import annotations

import http.client
import socket
import time

TAKE_SECONDS = 3.0


def take(host: str, port: int) -> socket.socket:
    """A socket that listens; whoever is told its number may answer on it.

    Raises:
        OSError: another program listens there, or there is no such address.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    until = time.monotonic() + TAKE_SECONDS
    while True:
        try:
            listening = socket.create_server((host, port), family=family, backlog=1024)
            listening.set_inheritable(True)
            return listening
        except OSError:
            # The server of a clinic that was ended a moment ago may still be closing the door.
            if port == 0 or time.monotonic() > until:
                raise
            time.sleep(0.1)


def answers(host: str, port: int, name: str, seconds: float) -> bool:
    """Whether the clinic answers and reaches its database.

    Arguments:
        name: the name in the request, as a browser would give it.
    """
    here = {"0.0.0.0": "127.0.0.1", "": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 -- compared, not bound
    connection = http.client.HTTPConnection(here, port, timeout=seconds)
    try:
        connection.request("GET", "/healthz", headers={"Host": name})
        return connection.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
