"""How far each rule reaches, and what no longer acts once it is over: near misses beside those of the cases."""

from __future__ import annotations

from typing import Any

import pytest

from tests.screening.cases import concern, condition, exposure, medicine, procedure, product
from tests.screening.reading import rules, screened

# The person asks for the cheek: a neighbour is the chin, another region the thigh.
BY_ZONE: list[tuple[str, dict[str, Any]]] = [
    ("S001", condition("acne")),
    ("S002", condition("acne", severity="severe")),
    ("S012", condition("psoriasis", severity="mild")),
    ("S015", condition("rosacea")),
    ("S015", condition("papulopustular rosacea")),
    ("S017", condition("perioral dermatitis")),
    ("S018", condition("thread veins")),
    ("S034", condition("new scar")),
    ("S051", condition("radiotherapy")),
    ("S052", medicine("Protopic")),
    ("S082", condition("actinic keratosis")),
    ("S083", condition("previous skin cancer")),
    ("S084", condition("skin tag")),
    ("S085", procedure("tattoo")),
    ("S086", condition("open wound")),
    ("S086", procedure("piercing")),
    ("S092", exposure("self tanner")),
    ("S095", procedure("superficial chemical peel")),
    ("S096", procedure("TCA peel")),
    ("S096", procedure("dermabrasion")),
    ("S097", procedure("IPL")),
    ("S097", procedure("waxing")),
    ("S098", procedure("CO2 laser")),
    ("S099", procedure("botox")),
    ("S100", procedure("dermal filler")),
    ("S101", procedure("Sculptra")),
    ("S101", procedure("thread lift")),
    ("S136", condition("beard")),
    ("S137", procedure("permanent filler")),
    ("S149", condition("alopecia areata")),
    ("S150", condition("sun spots")),
    ("S158", medicine("clobetasol")),
]
BY_REGION: list[tuple[str, dict[str, Any]]] = [
    ("S016", condition("rosacea", subtype="erythematotelangiectatic")),
    ("S016", condition("rosacea", active=False)),
    ("S020", condition("cold sores")),
    ("S023", condition("impetigo")),
    ("S024", condition("ringworm")),
    ("S025", condition("warts")),
    ("S026", condition("molluscum")),
    ("S027", condition("shingles")),
    ("S071", condition("lymphoedema")),
    ("S090", exposure("sunburn")),
    ("S091", exposure("tan")),
    ("S122", condition("melasma")),
]


def placed(fields: dict[str, Any], zone: str) -> dict[str, Any]:
    ((kind, (entry,)),) = fields.items()
    return {kind: [{**entry, "zones": [zone]}]}


@pytest.mark.parametrize(("rule", "fields"), BY_ZONE)
def test_a_zone_rule_acts_in_its_zone_only(rule: str, fields: dict[str, Any]) -> None:
    assert rule in rules(screened(fields))
    assert rule in rules(screened(placed(fields, "cheek")))
    assert rule not in rules(screened(placed(fields, "chin")))


@pytest.mark.parametrize("phototype", ["II", "V"])
@pytest.mark.parametrize(("rule", "fields"), BY_REGION)
def test_a_region_rule_acts_in_its_region_only(rule: str, fields: dict[str, Any], phototype: str) -> None:
    person = {"phototype": phototype}
    assert rule in rules(screened(person, fields))
    assert rule in rules(screened(person, placed(fields, "neck")))
    assert rule not in rules(screened(person, placed(fields, "thigh")))


@pytest.mark.parametrize(
    "wish",
    [
        concern("rosacea"),
        concern("burn scars"),
        concern("hypertrophic scars"),
        concern("surgical/traumatic scars"),
        concern("surgical/traumatic scars", since="2026-11-01"),
        concern("striae distensae"),
        concern("striae distensae", since="2026-06-01"),
        concern("active acne"),
        concern("alopecia areata"),
        {"phototype": "V", **concern("post-inflammatory hyperpigmentation")},
    ],
)
def test_a_concern_speaks_only_of_its_own_zones(wish: dict[str, Any]) -> None:
    other = {"indication": "skin rejuvenation", "zones": ["forearm"]}
    screening = screened(wish, {"concerns": [*wish["concerns"], other]})
    assert screening.zones["cheek"].verdict in ("postpone", "refer", "contraindicated")
    assert screening.zones["forearm"].verdict in ("proceed", "adjust")


@pytest.mark.parametrize(
    "name",
    [
        "impetigo", "ringworm", "warts", "molluscum", "shingles", "fever", "open wound", "changing mole",
        "perioral dermatitis", "smoking", "acne", "actinic keratosis",
    ],
)  # fmt: skip
def test_what_is_stated_as_over_no_longer_acts(name: str) -> None:
    assert screened(condition(name)).findings != ()
    assert screened(condition(name, active=False)).findings == ()


@pytest.mark.parametrize(
    "name",
    [
        "Protopic",
        "azathioprine",
        "tamoxifen",
        "clobetasol",
        "minoxidil",
        "amiodarone",
        "clopidogrel",
        "nicotine patches",
    ],
)
def test_what_is_no_longer_taken_no_longer_acts(name: str) -> None:
    field = concern("androgenetic alopecia", "scalp", "cheek")
    now = rules(screened(field, medicine(name)))
    past = rules(screened(field, medicine(name, stopped="2020-01-01")))
    assert now - past, "something acts only while it is taken"
    assert not past & {"S049", "S052", "S160", "S158", "S057", "S055", "S044", "S134"}


def test_minoxidil_matters_on_the_scalp_and_a_past_cancer_elsewhere_does_not() -> None:
    assert rules(screened(medicine("minoxidil"))) == set()
    assert rules(screened(condition("melanoma", active=False, zones=["back"]))) == set()


def test_products_and_hours_act_everywhere() -> None:
    assert "S093" in rules(screened(product("retinol serum", zones=["thigh"])))


@pytest.mark.parametrize(
    ("born", "verdict"),
    [
        ("2008-11-21", "contraindicated"),
        ("2008-11-20", "caution"),
        ("2004-11-21", "caution"),
        ("2004-11-20", "proceed"),
    ],
)
def test_ages(born: str, verdict: str) -> None:
    assert screened({"birth_date": born}).verdict == verdict


def test_stretch_marks_by_age_and_colour() -> None:
    def verdict(**fields: Any) -> str:
        return screened(concern("striae distensae", "thigh", **fields)).verdict

    assert verdict(subtype="alba") == "proceed"
    assert verdict(subtype="rubra") == verdict() == "refer"
    assert verdict(subtype="alba", since="2026-10-10") == "postpone"
    assert verdict(subtype="alba", since="2026-10-09") == "refer"
    assert verdict(subtype="rubra", since="2025-11-20") == "proceed"
