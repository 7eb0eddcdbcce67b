"""Verdicts zone by zone: patient-wide, by region, by zone."""

from __future__ import annotations

from tests.screening.cases import concern, condition, exposure, procedure
from tests.screening.reading import rules, screened

BOTH = {"concerns": [{"indication": "skin rejuvenation", "zones": ["cheek", "forearm"]}]}


def test_a_zone_takes_the_strictest_action_and_the_whole_the_strictest_zone() -> None:
    screening = screened(BOTH, condition("impetigo", zones=["chin"]) | {"smoker": True})
    assert screening.zones["cheek"].verdict == "contraindicated"
    assert screening.zones["forearm"].verdict == "caution"
    assert screening.verdict == "contraindicated"
    assert screening.zones["cheek"].rules == ("S023", "S134")
    assert screening.zones["forearm"].rules == ("S134",)


def test_an_infection_stops_its_region_and_a_peel_only_its_zone() -> None:
    assert "S024" in rules(screened(condition("ringworm", zones=["neck"])))
    assert rules(screened(procedure("superficial chemical peel", zones=["neck"]))) == set()


def test_unstated_zones_are_everywhere() -> None:
    assert screened(BOTH, condition("impetigo")).zones["forearm"].verdict == "contraindicated"
    assert screened(BOTH, exposure("sunburn")).zones["forearm"].verdict == "postpone"


def test_a_finding_that_touches_no_requested_zone_is_dropped() -> None:
    screening = screened(condition("acne", zones=["chin"]))
    assert (screening.verdict, screening.findings) == ("proceed", ())


def test_zones_that_are_never_needled_are_answered() -> None:
    screening = screened({"concerns": [{"indication": "wrinkles", "zones": ["cheek", "lips", "areola", "eyelids"]}]})
    refused = {zone for zone, result in screening.zones.items() if result.verdict == "contraindicated"}
    assert refused == {"lip_vermilion", "areola", "eyelid"}
    assert screening.verdict == "contraindicated"


def test_family_keloid_refers_the_prone_sites_only() -> None:
    zones = ["cheek", "décolletage", "upper arm", "upper back", "breast"]
    screening = screened(
        {"concerns": [{"indication": "skin laxity", "zones": zones}]}, condition("family history of keloid")
    )
    refer = {zone for zone, result in screening.zones.items() if result.verdict == "refer"}
    assert refer == {"decolletage", "upper_arm", "back", "breast"}
    assert screening.zones["cheek"].verdict == "caution"


def test_a_date_in_one_zone_is_not_the_date_of_another() -> None:
    screening = screened(
        {"concerns": [{"indication": "skin rejuvenation", "zones": ["cheek", "forehead"]}]},
        {"procedures": [
            {"name": "botox", "on": "2026-11-15", "zones": ["forehead"]},
            {"name": "botox", "on": "2026-11-10", "zones": ["cheek"]},
        ]},
    )  # fmt: skip
    assert str(screening.zones["cheek"].until) == "2026-11-24"
    assert str(screening.zones["forehead"].until) == str(screening.until) == "2026-11-29"


def test_alternatives_never_stand_together_in_a_zone() -> None:
    everywhere = screened(condition("eczema"), concern("skin laxity", "cheek", "hand"))
    assert [finding.zones for finding in everywhere.findings if finding.rule == "S010"] == [("cheek", "hand")]
    on_the_hand = screened(condition("eczema", zones=["hand"]), concern("skin laxity", "cheek", "hand"))
    assert on_the_hand.zones["hand"].verdict == "refer"  # an open question about herpes
    own = {finding.action: finding.zones for finding in on_the_hand.findings if finding.rule == "S010"}
    assert own == {"postpone": ("hand",), "refer": ("cheek",)}
