"""Somebody who writes without pause, and remembers what was acknowledged and what may or may not have been."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event, Thread

from tests.clinic.conftest import DOCUMENT
from tests.clinic.kill.browser import LOST, Browser
from tests.clinic.kill.phone import Phone

MADE, MOVED = 201, 302
MOST_JOBS = 40


@dataclass(slots=True)
class Own:
    """A person this writer added: what was acknowledged of them, and what was sent without an answer."""

    public_id: str
    phone: str
    phones_in_doubt: set[str] = field(default_factory=set)
    edits: int = 0
    edits_in_doubt: int = 0
    notes: list[str] = field(default_factory=list)
    phone_in_hand: Phone | None = None


class Writer:
    """One thread of requests.

    Arguments:
        name: begins every name it writes. browser: signed in. dice: what it does next.
    """

    def __init__(self, name: str, browser: Browser, dice: random.Random) -> None:
        self.name, self.browser, self.dice = name, browser, dice
        self.count = self.acknowledged = self.lost = 0
        self.own: list[Own] = []
        self.names: set[str] = set()
        self.jobs: set[str] = set()
        self.in_doubt: set[str] = set()
        self.faults: list[str] = []
        self.go, self.paused, self.over = Event(), Event(), Event()
        self.thread = Thread(target=self._write, daemon=True)

    def _write(self) -> None:
        while not self.over.is_set():
            if not self.go.is_set():
                self.paused.set()
                self.go.wait(0.1)
                continue
            self.paused.clear()
            self.count += 1
            mark = f"{self.name}-{self.count:05d}"
            choices: list[Callable[[str], None]] = [self._add]
            if self.own:
                choices += [self._edit, self._note, self._answer]
            if len(self.jobs) < MOST_JOBS:
                choices.append(self._ask)
            try:
                self.dice.choice(choices)(mark)
                self.acknowledged += 1
            except ConnectionRefusedError:
                time.sleep(0.02)
            except LOST:
                self.lost += 1
                self.in_doubt.add(mark)
                time.sleep(0.02)
            except Exception as error:
                self.faults.append(f"{mark}: {error!r}")
                return

    def _add(self, mark: str) -> None:
        phone = self._phone()
        person = {"given_name": "Kim", "family_name": mark, "birth_date": "1990-05-14", "sex": "female", "email": ""}
        form = {**person, "language": "en", "phone": phone, "another": "yes"}
        status, place, page = self.browser.send_form("/people/new/", form)
        assert status == MOVED, f"adding: {status} {page[-2000:]}"
        self.names.add(mark)
        self.own.append(Own(place.strip("/").rpartition("/")[2], phone))

    def _edit(self, mark: str) -> None:
        own, phone = self.dice.choice(self.own), self._phone()
        path = f"/people/{own.public_id}/edit/"
        status, _, page = self.browser.ask("GET", path)
        family = page.partition('name="family_name" value="')[2].partition('"')[0]
        assert status == 200, f"editing: {status}"
        person = {"given_name": "Kim", "family_name": family, "birth_date": "1990-05-14", "sex": "female", "email": ""}
        try:
            status, _, page = self.browser.send_form(path, {**person, "language": "en", "phone": phone, "reason": ""})
        except LOST:
            own.phones_in_doubt.add(phone)
            own.edits_in_doubt += 1
            raise
        assert status == MOVED, f"editing: {status} {page[-2000:]}"
        own.phone, own.phones_in_doubt = phone, set()
        own.edits += 1

    def _note(self, mark: str) -> None:
        own = self.dice.choice(self.own)
        document = {**DOCUMENT, "weight_kg": self.dice.randint(50, 90)}
        fields = {"document": json.dumps(document), "note": mark}
        status, _, page = self.browser.send_form("/people/new/", fields, to=f"/probe/history/{own.public_id}/")
        assert status == MADE, f"history: {status} {page[-2000:]}"
        own.notes.append(mark)

    def _answer(self, mark: str) -> None:
        own = self.dice.choice(self.own)
        if own.phone_in_hand is None:
            own.phone_in_hand = Phone(self.browser, own.public_id)
        own.phone_in_hand.browser.port = self.browser.port
        own.phone_in_hand.answer(mark)

    def _ask(self, mark: str) -> None:
        fields = {"name": mark, "seconds": f"{self.dice.uniform(0.05, 0.8):.2f}"}
        status, _, page = self.browser.send_form("/people/new/", fields, to="/probe/job/")
        assert status == MADE, f"job: {status} {page[-2000:]}"
        self.jobs.add(mark)

    def _phone(self) -> str:
        return f"+44 7700 {self.dice.randint(0, 999999):06d}"
