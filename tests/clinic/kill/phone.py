"""A patient's phone: opens the link the clinic sent, and answers questions of the intake."""

from __future__ import annotations

import html
import re
from typing import Any
from urllib.parse import urlsplit

from tests.clinic.kill.browser import LOST, Browser

SAVED, MEANWHILE = 200, 409
GIVEN_URL = re.compile(r'id="given-url"[^>]* value="([^"]+)"')


class Phone:
    """Holds a link to one person's intake.

    Arguments:
        staff: the browser in which the link is made.
    """

    def __init__(self, staff: Browser, public_id: str) -> None:
        intake = f"/people/{public_id}/intake/"
        status, _, page = staff.send_form("/people/new/", {}, to=f"{intake}send/")
        link = GIVEN_URL.search(page)
        assert link, f"sending: {status}"
        self.browser = Browser(staff.port)
        self.browser.ask("GET", urlsplit(html.unescape(link[1])).path)
        status, place, page = self.browser.send_form("/i/", {"day": "14", "month": "5", "year": "1990"})
        assert (status, place) == (303, "/my/intake/"), f"opening: {status} {page[-2000:]}"
        self.revision = 0
        self.notes: str | None = None
        self.in_doubt: set[str] = set()

    def answer(self, text: str) -> None:
        """Save one answer; after a lost connection the clinic tells what it has."""
        try:
            status, reply = self._send(text)
            if status == MEANWHILE:
                self.revision = int(reply["revision"])
                status, reply = self._send(text)
        except LOST:
            self.in_doubt.add(text)
            raise
        assert (status, reply["saved"]) == (SAVED, True), f"answering: {status} {reply}"
        self.revision, self.notes, self.in_doubt = int(reply["revision"]), text, set()

    def _send(self, text: str) -> tuple[int, dict[str, Any]]:
        sent = {"question": "notes", "answer": text, "revision": self.revision}
        return self.browser.ask_json("/my/intake/answers", sent)
