"""The anaesthetic: one limit a visit, never above one face area or a label, never what must be avoided."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from punctum.patient import Patient, patient_of
from punctum.planning.anaesthesia import anaesthetic
from punctum.screening import Adjustment
from punctum.skin import ZONES

ZONE_IDS = [zone.id for zone in ZONES.rows if "never" not in zone.flags]


def person(**fields: Any) -> Patient:
    return patient_of(
        {
            "id": "p",
            "birth_date": "1990-01-01",
            "weight_kg": 70,
            "concerns": [{"indication": "skin rejuvenation", "zones": ["cheek"]}],
            **fields,
        }
    )


def test_the_limit_of_a_cheek_by_hand() -> None:
    product, note = anaesthetic(("cheek",), person(), Adjustment())
    assert product is not None
    # 116.2 cm² at 1.5 g for 10 cm² is 17.43 g, rounded down.
    assert (product.agents, product.max_g, note) == (("lidocaine",), 17.4, "")


def test_one_face_area_is_the_most_and_then_a_physician_decides() -> None:
    product, _ = anaesthetic(("cheek", "forehead", "temple", "jawline", "neck"), person(), Adjustment())
    assert product is not None
    assert (product.area_cm2, product.max_g) == (200, 30)
    assert any("physician decides" in note for note in product.notes)


def test_a_zone_of_unknown_area_is_traced_first() -> None:
    product, _ = anaesthetic(("breast",), person(), Adjustment())
    assert product is not None
    assert product.max_g == 30
    assert any("Trace it first" in note for note in product.notes)


@pytest.mark.parametrize(
    "adjustment",
    [
        Adjustment(no_topical_anaesthetic=True),
        Adjustment(agents_excluded=("lidocaine",)),
        Adjustment(agent_classes_excluded=("amide",)),
    ],
)
def test_what_must_be_avoided_is_not_planned(adjustment: Adjustment) -> None:
    product, note = anaesthetic(("cheek",), person(), adjustment)
    assert product is None
    assert note


def test_without_a_weight_there_is_no_limit() -> None:
    product, note = anaesthetic(("cheek",), person(weight_kg=None), Adjustment())
    assert product is None
    assert "weight" in note


def test_prilocaine_alone_excluded_leaves_lidocaine() -> None:
    product, _ = anaesthetic(("cheek",), person(), Adjustment(agents_excluded=("prilocaine",)))
    assert product is not None
    assert product.agents == ("lidocaine",)


@given(st.lists(st.sampled_from(ZONE_IDS), min_size=1, unique=True).map(tuple), st.sampled_from(ZONE_IDS))
def test_the_limit_never_passes_one_face_area_and_never_falls_with_more_zones(
    zones: tuple[str, ...], more: str
) -> None:
    few, _ = anaesthetic(zones, person(), Adjustment())
    many, _ = anaesthetic(tuple(dict.fromkeys((*zones, more))), person(), Adjustment())
    assert few is not None
    assert many is not None
    assert few.max_g <= many.max_g <= 30
    assert many.area_cm2 <= 200
