from __future__ import annotations

import json
import math
import os
import subprocess
import sys
from dataclasses import replace

import jsonschema
import pytest

from punctum.report import dump, plan_document
from punctum.report.schemas import schema_of
from tests.report import plans

VALIDATOR = jsonschema.Draft202012Validator(schema_of("plan"))
KEYS = [
    "schema", "patient", "made_on", "verdict", "until", "until_open", "zones", "outlines", "anaesthetic",
    "anaesthetic_note", "adjuncts", "sessions", "forecasts", "care", "risks", "harms",
    "alternatives", "findings",
    "unrecognised", "steps", "reviews", "instead", "notes", "clinic", "provenance",
]  # fmt: skip
SETTINGS = ["device", "needle_length_mm", "first_needle_length_mm", "density_per_cm2", "passes", "endpoint", "why"]


def problems(document: object) -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in VALIDATOR.iter_errors(document)]


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(schema_of("plan"))


@pytest.mark.parametrize("name", sorted(plans.examples()))
def test_every_example_keeps_to_the_schema(name: str) -> None:
    assert problems(json.loads(dump(plans.examples()[name]))) == []


@pytest.mark.parametrize("make", [plans.treatable, plans.postponed, plans.contraindicated])
def test_plans_made_by_hand_keep_to_the_schema(make: object) -> None:
    assert callable(make)
    assert problems(json.loads(dump(make()))) == []


@pytest.mark.parametrize("name", ["ana", "chidi"])
def test_deliveries_keep_to_the_schema_and_every_number_says_whose_it_is(name: str) -> None:
    document = json.loads(dump(plans.simulated(name)))
    assert problems(document) == []
    treated = [zone for zone in document["zones"] if zone["needle_length_mm"] is not None]
    for zone in treated:
        delivery = zone["delivery"]
        assert delivery["needle_length_mm"] == zone["needle_length_mm"]
        assert sum(delivery["layer_share"].values()) == pytest.approx(1, abs=1e-9)
        assert sum(delivery["histogram"]["counts"]) == delivery["punctures"]
    assert [zone for zone in document["zones"] if zone["delivery"]] == treated
    del treated[0]["delivery"]["seed"]
    assert problems(document) != []


def test_the_schema_refuses_what_it_should() -> None:
    document = plan_document(plans.treatable())
    document["surprise"] = 1
    assert any("surprise" in line for line in problems(document))
    waiting = plan_document(plans.postponed())
    waiting["zones"][0]["needle_length_mm"] = 1.0
    assert any("needle_length_mm" in line for line in problems(waiting))


def test_top_level_keys_and_their_order() -> None:
    document = plan_document(plans.treatable())
    assert list(document) == KEYS
    assert document["schema"] == document["provenance"]["schema"] == "punctum/plan/1"
    assert document["patient"] == {"id": "ana", "age_years": 35, "sex": "female", "phototype": "IV"}


def test_settings_are_null_where_a_zone_has_none() -> None:
    cheek, _, mouth = plan_document(plans.treatable())["zones"]
    assert (cheek["needle_length_mm"], cheek["first_needle_length_mm"], cheek["passes"]) == (1.0, 0.5, 4)
    assert [mouth[key] for key in SETTINGS] == [None] * len(SETTINGS)
    assert mouth["no_settings"] == "None until the referral is cleared."


@pytest.mark.parametrize("make", [plans.postponed, plans.contraindicated])
def test_a_plan_that_treats_nothing_holds_no_settings(make: object) -> None:
    assert callable(make)
    document = plan_document(make())
    assert document["anaesthetic"] is None
    assert document["sessions"] == []
    assert all(zone[key] is None for zone in document["zones"] for key in SETTINGS)


def test_sessions_ask_for_screening_and_care_has_date_times() -> None:
    document = plan_document(plans.treatable())
    assert [session["date"] for session in document["sessions"]] == ["2026-11-20", "2027-01-01", "2027-02-12"]
    assert all(session["screen_again"] is True for session in document["sessions"])
    first = document["care"][0]
    assert (first["from"], first["to"]) == ("2026-11-17T10:00:00", "2026-11-20T10:00:00")


def test_only_set_adjustments_are_written() -> None:
    found = plan_document(plans.treatable())["findings"][1]["adjustment"]
    assert found == {"first_session_shorter_mm": 0.5, "passes_max": 4}


def test_every_cited_work_can_be_looked_up() -> None:
    for plan in [plans.treatable(), plans.simulated("ana"), *plans.examples().values()]:
        document = json.loads(dump(plan))
        text = json.dumps({key: value for key, value in document.items() if key != "provenance"})
        cited = document["provenance"]["sources"]
        ids = {source for found in _lists(json.loads(text)) for source in found}
        assert ids <= set(cited)
        assert all(work["citation"] for work in cited.values())


def _lists(value: object) -> list[list[str]]:
    if isinstance(value, dict):
        own = [value["sources"]] if isinstance(value.get("sources"), list) else []
        return own + [found for member in value.values() for found in _lists(member)]
    if isinstance(value, list):
        return [found for member in value for found in _lists(member)]
    return []


def test_bytes_end_in_one_newline_and_floats_are_rounded() -> None:
    plan = replace(plans.treatable(), forecasts=(plans.forecast(mean=1 / 3, tau=-0.0),))
    raw = dump(plan)
    assert raw.endswith(b"}\n")
    assert not raw.endswith(b"\n\n")
    forecast = json.loads(raw)["forecasts"][0]
    assert forecast["mean"] == 0.3333
    assert math.copysign(1, forecast["tau"]) == 1


def test_not_a_number_is_never_written() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        dump(replace(plans.treatable(), forecasts=(plans.forecast(mean=math.nan),)))


def test_the_same_plan_gives_the_same_bytes_whatever_the_hash_seed() -> None:
    code = (
        "import hashlib\n"
        "from punctum.report import calendar, dump, page\n"
        "from tests.report import plans\n"
        "for plan in (plans.treatable(), plans.examples()['ana']):\n"
        "    for made in (dump(plan), page(plan).encode(), calendar(plan)):\n"
        "        print(hashlib.sha256(made).hexdigest())\n"
    )
    seen = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=plans.ROOT,
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed in ("0", "1", "4711")
    }
    assert len(seen) == 1
    assert len(next(iter(seen)).split()) == 6
