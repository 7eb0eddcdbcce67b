"""The least of a browser: cookies, forms with their tokens, no redirects followed."""

from __future__ import annotations

import http.client
import json
import re
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode

TIMEOUT_SECONDS = 60.0
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
LOST = (OSError, http.client.HTTPException)


class Browser:
    """Somebody's browser.

    Arguments:
        port: where the clinic listens on this computer. cookies: of somebody signed in.
    """

    def __init__(self, port: int, cookies: dict[str, str] | None = None) -> None:
        self.port, self.cookies = port, dict(cookies or {})

    def ask(self, method: str, path: str, fields: dict[str, str] | None = None) -> tuple[int, str, str]:
        """Status, place it leads to, and page; raises one of `LOST` where no whole answer came."""
        body = urlencode(fields) if fields is not None else None
        kind = {"Content-Type": "application/x-www-form-urlencoded"} if body is not None else {}
        return self._exchange(method, path, body, kind)

    def ask_json(self, path: str, sent: Any) -> tuple[int, Any]:
        """Status and reply, as a module on a page sends and gets them."""
        headers = {"Content-Type": "application/json", "X-CSRFToken": self.cookies["csrftoken"]}
        status, _, reply = self._exchange("POST", path, json.dumps(sent), headers)
        return status, json.loads(reply)

    def _exchange(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> tuple[int, str, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=TIMEOUT_SECONDS)
        try:
            cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
            connection.request(method, path, body, {**headers, "Cookie": cookies})
            answer = connection.getresponse()
            page = answer.read().decode()
            for line in answer.headers.get_all("Set-Cookie", []):
                self.cookies.update({name: morsel.value for name, morsel in SimpleCookie(line).items()})
            return answer.status, answer.headers.get("Location", ""), page
        finally:
            connection.close()

    def send_form(self, page: str, fields: dict[str, str], to: str = "") -> tuple[int, str, str]:
        """Load a page with a form, and send the form with its token."""
        status, _, text = self.ask("GET", page)
        token = TOKEN.search(text)
        assert token, f"{page}: {status} without a form"
        return self.ask("POST", to or page, {"csrfmiddlewaretoken": token[1], **fields})

    def sign_in(self, email: str, password: str) -> None:
        status, _, _ = self.send_form("/sign-in/", {"login": email, "password": password})
        assert status == http.client.FOUND
        assert "sessionid" in self.cookies
