"""A real clinic for the browser: `manage.py serve` with its worker and the example's people, in a folder of its own."""

from __future__ import annotations

import json
import os
import queue
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, BrowserContext, Error, Page

ROOT = Path(__file__).parents[3]
PICTURES = ROOT / "build" / "pictures" / "clinic"
PASSWORD = "needles are counted twice"  # noqa: S105
OPENS_WITHIN_SECONDS = 120
TABLET, PHONE = (1024, 768), (390, 844)
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
EVERY_RULE = {"runOnly": {"type": "tag", "values": TAGS}, "rules": {"target-size": {"enabled": True}}}
CONTRAST = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
TELL_OF_THE_POLICY = """addEventListener("securitypolicyviolation", (event) => {
  console.error(`refused by the policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
});"""


@pytest.fixture(autouse=True)
def _database() -> None:
    """These tests meet the clinic from outside; they have no database of their own."""


@dataclass(frozen=True, slots=True)
class Clinic:
    """The running clinic: its address, and the environment in which its commands see the same data."""

    url: str
    environment: dict[str, str]

    def ask(self, code: str) -> Any:
        """What a few lines of Python inside the clinic put into `answer`, as JSON."""
        script = f"import json\n{code}\nprint('ANSWER' + json.dumps(answer, default=str))"
        done = subprocess.run(
            [sys.executable, "manage.py", "shell", "-v", "0", "-c", script],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=OPENS_WITHIN_SECONDS,
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout.partition("ANSWER")[2])


@pytest.fixture(scope="session")
def clinic() -> Iterator[Clinic]:
    folder = Path(tempfile.mkdtemp(prefix="punctum-browser-"))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("PUNCTUM_")},
        "PUNCTUM_MODE": "example",
        "PUNCTUM_DATA": str(folder),
        "PUNCTUM_BASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "punctum_clinic.settings",
    }
    if own := _own_database(os.environ.get("DATABASE_URL", ""), port):
        environment["DATABASE_URL"] = own
    server = subprocess.Popen(
        [sys.executable, "manage.py", "serve", "--port", str(port)],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    said: queue.Queue[str] = queue.Queue()
    listener = threading.Thread(target=_listen, args=(server, said), daemon=True)
    listener.start()
    try:
        lines: list[str] = []
        while not any("open at" in line for line in lines):
            lines.append(said.get(timeout=OPENS_WITHIN_SECONDS))
            assert lines[-1], f"the clinic did not open:\n{''.join(lines)}"
        yield Clinic(url, environment)
        assert server.poll() is None, "the clinic ended while it was used"
        while not said.empty():
            lines.append(said.get())
        faults = [line for line in lines if line.startswith(("Internal Server Error", "Job "))]
        assert not faults, "".join(lines)
    finally:
        server.terminate()
        server.wait(30)
        listener.join(30)
        assert server.stdout is not None
        server.stdout.close()
        shutil.rmtree(folder, ignore_errors=True)


def _listen(server: subprocess.Popen[str], said: queue.Queue[str]) -> None:
    for line in server.stdout or ():
        said.put(line)
    said.put("")


def _own_database(url: str, port: int) -> str:
    """A new database on the PostgreSQL of this run; nothing on SQLite."""
    if not url.startswith("postgres"):
        return ""
    import psycopg

    name = f"browser_{port}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


class Device:
    """A browser on one device: everything that goes wrong in it is kept, and asked for at the end."""

    def __init__(self, context: BrowserContext, clinic: Clinic, kind: str) -> None:
        self.context, self.clinic, self.kind = context, clinic, kind
        self.complaints: list[str] = []
        context.add_init_script(TELL_OF_THE_POLICY)
        context.on("console", lambda message: self._hear(message.type, message.text))
        context.on("weberror", lambda error: self.complaints.append(f"fault in a script: {error.error}"))
        self.page = context.new_page()

    def _hear(self, kind: str, text: str) -> None:
        # What a page answers with 4xx on purpose is asserted where it happens.
        if kind in ("error", "warning") and "Failed to load resource" not in text:
            self.complaints.append(f"{kind}: {text}")

    def open(self, path: str) -> Page:
        """A page of the clinic; it must be there."""
        try:
            response = self.page.goto(self.clinic.url + path if path.startswith("/") else path)
        except Error as error:
            raise AssertionError(f"{path}: {error.message}") from None
        assert response is not None
        assert response.ok, f"{response.status} {path}"
        return self.page

    def again(self) -> Page:
        """The page is closed by accident, and a new one opened in the same browser."""
        self.page.close()
        self.page = self.context.new_page()
        return self.page

    def sign_in(self, key: str) -> Page:
        """As somebody of the example's staff."""
        page = self.open("/sign-in/")
        page.locator(f"button[data-email='{key}@example.org']").click()
        page.get_by_role("button", name="Sign in", exact=True).click()
        page.wait_for_url(self.clinic.url + "/")
        return page

    def picture(self, name: str) -> None:
        """Keep how the page looks."""
        PICTURES.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=PICTURES / f"{name}-{self.kind}.png", full_page=True)

    def check(self, name: str) -> None:
        """Nothing for axe to find, nothing that scrolls sideways, light and dark; pictures of both."""
        page = self.page
        page.emulate_media(color_scheme="light", reduced_motion="reduce")
        self.picture(name)
        page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
        found = violations(page, EVERY_RULE)
        page.emulate_media(color_scheme="dark")
        page.screenshot(path=PICTURES / f"{name}-{self.kind}-dark.png", full_page=True)
        found += [f"dark: {line}" for line in violations(page, CONTRAST)]
        page.emulate_media(color_scheme="light")
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wide > 0:
            found.append(f"scrolls sideways by {wide} px")
        found += self.complaints
        self.complaints = []
        assert not found, f"{name} ({page.url}):\n" + "\n".join(found)


def violations(page: Page, rules: dict[str, Any]) -> list[str]:
    """What axe finds, one line each."""
    found = Axe().run(page, options=rules).response["violations"]
    return [f"{item['id']}: {node['html'][:160]} {node['failureSummary']}" for item in found for node in item["nodes"]]


Devices = Callable[..., Device]


@pytest.fixture
def device(browser: Browser, clinic: Clinic) -> Iterator[Devices]:
    """Opens a tablet or a phone; at the end nothing may have gone wrong in any of them."""
    opened: list[Device] = []

    def open_device(kind: str = "tablet") -> Device:
        width, height = TABLET if kind == "tablet" else PHONE
        context = browser.new_context(
            viewport={"width": width, "height": height}, has_touch=True, locale="en-GB", reduced_motion="reduce"
        )
        opened.append(Device(context, clinic, kind))
        return opened[-1]

    yield open_device
    complaints = [line for each in opened for line in each.complaints]
    for each in opened:
        each.context.close()
    assert not complaints, "\n".join(complaints)
