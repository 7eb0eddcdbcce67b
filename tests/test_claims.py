"""No patient text says as a fact what the table of claims calls weak or contradicted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from punctum.care import ADVERSE_EVENTS, ITEMS, TRIAGE_SIGNS
from punctum.evidence.claims import CLAIMS
from punctum.evidence.indications import INDICATIONS
from punctum.patient import read_patient
from punctum.planning import plan
from punctum.planning.tables import ENDPOINTS
from punctum.screening import RULES

# What each claim would look like in a text. A weak instruction may stand when it is worded as our custom.
SIGNS = {
    "SC008": r"renew\w* faster|healthier cells",
    "SC009": r"keeps? (renewing|reducing)|signs of age",
    "SC012": r"new cells",
    "SC016": r"even(er)? (in )?(tone|texture)",
    "SC023": r"rosacea .*collagen",
    "SC030": r"(shown|proven).*stretch marks|stretch marks fade",
    "SC032": r"pores? (become|get|are|look) (smaller|less)|(shrink|minimi[sz]e)\w* .*pores",
    "SC038": r"better (hydrated|absor)|nourish",
    "SC041": r"(sun damage|brown).* (fades|becomes? (more )?even)",
    "SC045": r"(redness|rosacea) (improves|gets better|becomes? less|fades with needling)",
    "SC048": r"look\w* younger|fresher|radiant",
    "SC049": r"glow|in no time|youthful",
    "SC050": r"plump|little discomfort|short recovery",
    "SC052": r"after (one|a single) session you",
    "SC055": r"highly effective|many skin concerns",
    "SC071": r"stop (taking )?(your )?(blood[- ]thin|warfarin|prescribed)",
    "SC088": r"sweat\w* (makes|worsens|inflames)",
    "SC090": r"aftercare (makes|improves|helps) .*(result|work)",
    "SC095": r"only scars? that|raised scars? cannot",
    "SC122": r"sensitive skin needs",
    "SC123": r"thick\w* skin (needs|benefits|can take)|deeper (is|works) better",
    "SC126": r"depends on (your )?(age|genes|lifestyle)",
    "SC129": r"popular|little downtime|no downtime",
    "SC130": r"active (life|lives|people)|practical",
    "SC131": r"natural(ly)?\b|chemical-free|without surgery",
    "SC132": r"most advanced|book (now|today)",
    "SC133": r"innovat",
}
CUSTOM = {"SC067", "SC079", "SC082", "SC085", "SC086", "SC087", "SC089"}


def texts() -> Iterator[tuple[str, str]]:
    for item in ITEMS.rows:
        yield item.id, item.patient_text
    for event in ADVERSE_EVENTS.rows:
        yield event.id, event.patient_text
    for sign in TRIAGE_SIGNS.rows:
        yield sign.id, sign.text
    for rule in RULES.rows:
        yield rule.id, rule.patient_reason
    for indication in INDICATIONS.rows:
        yield indication.id, indication.answer
    for endpoint in ENDPOINTS.rows:
        yield endpoint.id, endpoint.patient_text
    for path in sorted(Path("examples/patients").iterdir()):
        for forecast in plan(read_patient(path), on=date(2026, 11, 20)).forecasts:
            yield path.stem, f"{forecast.patient_text} {forecast.time_to_result}"


def test_every_weak_or_contradicted_claim_has_a_sign_to_look_for() -> None:
    doubtful = {claim.id for claim in CLAIMS.rows if claim.verdict in ("weak", "contradicted")}
    assert doubtful == set(SIGNS) | CUSTOM


@pytest.mark.parametrize("claim", SIGNS)
def test_no_patient_text_states_the_claim(claim: str) -> None:
    found = [(name, text) for name, text in texts() if re.search(SIGNS[claim], text, re.IGNORECASE)]
    assert found == [], CLAIMS.by_id[claim].claim


@pytest.mark.parametrize("item", ["A05", "A08", "A09", "A10", "A11"])
def test_weak_aftercare_is_worded_as_our_custom(item: str) -> None:
    assert ITEMS.by_id[item].patient_text.startswith("We ask you")
