"""`kill -9` of web server, worker or everything in the middle of writes: nothing acknowledged is lost, nothing half."""

from __future__ import annotations

import os
import random
import time
from typing import Any

import pytest

from tests.clinic.kill.browser import Browser
from tests.clinic.kill.clinic import EMAIL, PASSWORD, Clinic
from tests.clinic.kill.writing import Writer

KILLS = int(os.environ.get("PUNCTUM_KILLS", "10"))
KILLS_A_CLINIC = 5
SEED = int(os.environ.get("PUNCTUM_KILL_SEED", "20261120"))
VICTIMS = ["web server", "worker", "everything", "web server", "everything"]
WRITERS = 3
BACK_WITHIN_SECONDS = 90.0
DONE_WITHIN_SECONDS = 120.0


@pytest.mark.slow
@pytest.mark.parametrize("first", range(1, KILLS + 1, KILLS_A_CLINIC))
def test_nothing_acknowledged_is_lost_and_nothing_is_half_written(clinic: Clinic, first: int) -> None:
    seed = SEED + first
    dice = random.Random(seed)
    print(f"PUNCTUM_KILL_SEED={SEED} PUNCTUM_KILLS={KILLS}")
    clinic.open()
    browser = Browser(clinic.port)
    browser.sign_in(EMAIL, PASSWORD)
    writers = [
        Writer(f"w{n}", Browser(clinic.port, browser.cookies), random.Random(f"{seed} {n}")) for n in range(WRITERS)
    ]
    for writer in writers:
        writer.thread.start()
    for number in range(first, min(first + KILLS_A_CLINIC, KILLS + 1)):
        victim, pause = dice.choice(VICTIMS), dice.uniform(0.0, 0.8)
        write_until_acknowledged(clinic, writers)
        time.sleep(pause)
        clinic.kill(victim)
        if victim == "everything":
            clinic.open()
        write_until_acknowledged(clinic, writers)
        hold(writers)
        found = clinic.look()
        check(found, writers)
        print(
            f"{number}: {victim} after {pause:.2f} s; {sum(writer.acknowledged for writer in writers)} writes "
            f"acknowledged, {sum(writer.lost for writer in writers)} in doubt, {sum(found['done'].values())} jobs done"
        )
    found = wait_for_jobs(clinic)
    check(found, writers)
    asked = set[str]().union(*(writer.jobs for writer in writers))
    assert asked <= set(found["jobs"])
    assert found["done"] == dict.fromkeys(found["jobs"], 1)
    print(f"jobs by attempts: {found['attempts']}")
    for writer in writers:
        writer.over.set()
    assert clinic.close() == 0
    assert clinic.said[-1] == "Closed."


def write_until_acknowledged(clinic: Clinic, writers: list[Writer]) -> None:
    """Let everybody write, until each was answered since; a fault that is not the kill's ends the test."""
    before = [writer.acknowledged for writer in writers]
    for writer in writers:
        writer.browser.port = clinic.port
        writer.go.set()
    until = time.monotonic() + BACK_WITHIN_SECONDS
    while any(writer.acknowledged <= had for writer, had in zip(writers, before, strict=True)):
        assert not [fault for writer in writers for fault in writer.faults], clinic.told()
        assert time.monotonic() < until, clinic.told()
        time.sleep(0.01)


def hold(writers: list[Writer]) -> None:
    """Nobody writes when this returns."""
    for writer in writers:
        writer.paused.clear()
        writer.go.clear()
    for writer in writers:
        assert writer.paused.wait(BACK_WITHIN_SECONDS)
        assert not writer.faults


def wait_for_jobs(clinic: Clinic) -> Any:
    """What stands in the database when every job is over."""
    until = time.monotonic() + DONE_WITHIN_SECONDS
    while True:
        found = clinic.look()
        if all(state == "done" for state in found["jobs"].values()):
            return found
        assert time.monotonic() < until, found["jobs"]
        time.sleep(1)


def check(found: Any, writers: list[Writer]) -> None:
    """Hold what stands in the database against what was acknowledged."""
    assert found["faults"] == []
    doubted = set[str]().union(*(writer.in_doubt for writer in writers))
    names = [person["name"] for person in found["people"].values()]
    acknowledged = set[str]().union(*(writer.names for writer in writers))
    assert len(names) == len(set(names))
    assert acknowledged <= set(names) <= acknowledged | doubted
    assert all(person["found_by"] for person in found["people"].values())
    assert found["made_people"] == sorted(found["people"])
    numbers: dict[str, list[int]] = {}
    notes: dict[str, list[str]] = {}
    for public_id, number, note in found["histories"]:
        numbers.setdefault(public_id, []).append(number)
        notes.setdefault(public_id, []).append(note)
    assert all(given == list(range(1, len(given) + 1)) for given in numbers.values())
    assert found["made_histories"] == sorted([public_id, number] for public_id, number, _ in found["histories"])
    for own in (own for writer in writers for own in writer.own):
        written = notes.get(own.public_id, [])
        assert [note for note in written if note not in doubted] == own.notes
        assert found["people"][own.public_id]["phone"] in {own.phone, *own.phones_in_doubt}
        assert own.edits <= found["edits"].get(own.public_id, 0) <= own.edits + own.edits_in_doubt
    saves = [[who, number] for who, (revision, _) in found["intakes"].items() for number in range(1, revision + 1)]
    assert found["answered"] == sorted(saves)
    for own in (own for writer in writers for own in writer.own if own.phone_in_hand):
        assert own.phone_in_hand is not None
        revision, answer = found["intakes"][own.public_id]
        assert revision >= own.phone_in_hand.revision
        assert answer in {own.phone_in_hand.notes, *own.phone_in_hand.in_doubt}
    for writer in writers:
        assert writer.jobs <= set(found["jobs"])
    assert set(found["done"].values()) <= {1}
    assert sorted(found["done"]) == sorted(key for key, state in found["jobs"].items() if state == "done")
