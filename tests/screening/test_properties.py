"""Whatever a file holds: more is never laxer, order never matters, and dates are never too early."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from punctum.evidence.concepts import CONCEPTS
from punctum.patient import patient_of
from punctum.screening import STRICTNESS, Screening, screen
from tests.screening.cases import ON, WELL

HEADINGS = {
    "condition": "conditions", "medicine": "medicines", "allergy": "allergies", "procedure": "procedures",
    "exposure": "exposures", "product": "products", "request": "requests",
}  # fmt: skip
# What answers an open question may make a verdict laxer; that is what answers are for.
ANSWERS = {name for concept in CONCEPTS.rows for name in concept.implies_concepts}
NAMES = sorted((HEADINGS[row.kind], row.name) for row in CONCEPTS.rows if row.kind in HEADINGS)
SILENT = [(kind, name) for row in CONCEPTS.rows if row.id not in ANSWERS and row.kind in HEADINGS
          for kind, name in [(HEADINGS[row.kind], row.name)]]  # fmt: skip

zones = st.one_of(
    st.none(), st.lists(st.sampled_from(["cheek", "chin", "neck", "scalp", "thigh"]), min_size=1, unique=True)
)
days = st.one_of(st.none(), st.integers(-900, 60).map(lambda shift: (ON + timedelta(days=shift)).isoformat()))
yes_no = st.one_of(st.none(), st.booleans())


@st.composite
def entries(draw: st.DrawFn, names: list[tuple[str, str]]) -> tuple[str, dict[str, Any]]:
    kind, name = draw(st.sampled_from(names))
    entry: dict[str, Any] = {
        "name": draw(st.one_of(st.just(name), st.just(name), st.text("abcxyz ", min_size=4, max_size=9)))
    }
    if not entry["name"].strip():
        entry["name"] = name
    if kind not in ("allergies", "requests"):
        entry["zones"] = draw(zones)
    if kind == "conditions":
        entry |= {"active": draw(yes_no), "controlled": draw(yes_no), "ended": draw(days)}
        entry["severity"] = draw(st.sampled_from([None, "mild", "moderate", "severe"]))
    elif kind == "medicines":
        entry |= {"stopped": draw(days), "prescribed": draw(yes_no)}
    elif kind in ("procedures", "exposures"):
        entry["on"] = draw(days)
    elif kind == "products":
        entry["last_used"] = draw(days)
    return kind, entry


@st.composite
def people(draw: st.DrawFn) -> dict[str, Any]:
    fields = {
        **WELL,
        "sex": draw(st.sampled_from(["female", "male", "unknown"])),
        "phototype": draw(st.sampled_from(["I", "III", "IV", "VI", "unknown"])),
        "birth_date": draw(st.sampled_from(["1950-01-01", "1990-06-15", "2005-01-01", "2010-02-28"])),
        "concerns": [
            {
                "indication": draw(
                    st.sampled_from(["skin rejuvenation", "melasma", "striae distensae", "atrophic acne scars"])
                ),
                "zones": draw(st.lists(st.sampled_from(["cheek", "chin", "neck", "thigh"]), min_size=1, unique=True)),
            }
        ],
    }
    for entry in draw(st.lists(entries(NAMES), max_size=5)):
        fields = with_entry(fields, entry)
    return fields


def with_entry(fields: dict[str, Any], entry: tuple[str, dict[str, Any]]) -> dict[str, Any]:
    kind, written = entry
    if kind == "requests":
        return {**fields, kind: {"other": [*fields.get(kind, {}).get("other", []), written["name"]]}}
    return {**fields, kind: [*fields.get(kind, []), written]}


def screened(fields: dict[str, Any]) -> Screening:
    return screen(patient_of(fields), on=ON)


@given(people(), entries(SILENT))
def test_one_more_disclosure_is_never_laxer_in_any_zone(
    fields: dict[str, Any], more: tuple[str, dict[str, Any]]
) -> None:
    before = screened(fields)
    after = screened(with_entry(fields, more))
    for zone, result in before.zones.items():
        assert STRICTNESS.index(after.zones[zone].verdict) >= STRICTNESS.index(result.verdict), zone
    assert STRICTNESS.index(after.verdict) >= STRICTNESS.index(before.verdict)
    if before.until is not None:
        assert after.until is not None
        assert after.until >= before.until


@given(people(), st.randoms(use_true_random=False))
def test_the_order_of_lists_never_matters(fields: dict[str, Any], random: Any) -> None:
    shuffled = {
        name: random.sample(value, len(value)) if isinstance(value, list) else value for name, value in fields.items()
    }
    wishes = fields.get("requests", {}).get("other", [])
    shuffled["requests"] = {"other": random.sample(wishes, len(wishes))}

    def without_places(screening: Screening) -> Any:
        findings = [replace(finding, paths=()) for finding in screening.findings]
        return (
            screening.zones,
            findings,
            screening.until,
            [(text.text, text.assumed) for text in screening.unrecognised],
        )

    assert without_places(screened(fields)) == without_places(screened(shuffled))


@given(people())
def test_what_a_screening_says_holds_together(fields: dict[str, Any]) -> None:
    screening = screened(fields)
    order = [STRICTNESS.index(finding.action) for finding in screening.findings]
    assert order == sorted(order, reverse=True)
    dates = [finding.until for finding in screening.findings if finding.until]
    assert screening.until == max(dates, default=None)
    assert all(day > ON for day in dates)
    assert screening.until_open == any(finding.until_open for finding in screening.findings)
    assert set(screening.zones) == set(patient_of(fields).zones)
    for zone, result in screening.zones.items():
        own = screening.in_zone(zone)
        assert result.verdict == max((finding.action for finding in own), key=STRICTNESS.index, default="proceed")
        assert set(result.rules) == {finding.rule for finding in own}
        assert result.until is None or (screening.until is not None and result.until <= screening.until)
    for finding in screening.findings:
        assert finding.zones
        assert finding.action != "contraindicated" or finding.permanence
        assert finding.permanence != "permanent" or not finding.until_open


@given(people())
def test_on_the_day_of_until_no_date_is_left(fields: dict[str, Any]) -> None:
    screening = screened(fields)
    if screening.until is not None:
        later = screen(patient_of(fields), on=screening.until)
        assert later.until is None or later.until > screening.until
