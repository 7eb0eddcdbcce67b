"""What a line asks for: observables, forms and signs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from punctum.healing.observing.observables import OBSERVABLES
from punctum.validation.asks import asks
from punctum.validation.families import FAMILIES, READINGS
from punctum.validation.lines import Design
from punctum.validation.signs import signs


def of(quantity: str, unit: str, conditions: str = "") -> list[tuple[str | None, str]]:
    return [
        (ask.observable, ask.form)
        for ask in asks(Design(quantity=quantity, symbol="", unit=unit, conditions=conditions))
    ]


@pytest.mark.parametrize(
    ("quantity", "unit", "observable", "form"),
    [
        ("TEWL", "g/m2/h", "tewl_g_m2_h", "plain"),
        ("TEWL", "g/(m²h)", "tewl_g_m2_h", "plain"),
        ("TEWL change from baseline", "g/m2/h", "tewl_over_rest_g_m2_h", "plain"),
        ("TEWL", "% of baseline", "tewl_over_rest_percent", "of_rest"),
        ("transepidermal water loss", "fold", "tewl_over_rest_percent", "fold"),
        ("TEWL recovery", "h", "tewl_recovery_days", "plain"),
        ("micropore closure half-life", "h", "pore_half_life_hours", "plain"),
        ("micropore lifetime", "h", "pore_closure_hours", "plain"),
        ("permeable area remaining", "% of initial", "open_channel_percent", "plain"),
        ("erythema duration", "days", "redness_days", "plain"),
        ("erythema index", "AU", "erythema_au", "plain"),
        ("collagen III (IHC)", "%", "collagen_iii_percent", "stain"),
        ("collagen III increase", "%", "collagen_iii_percent", "change"),
        ("collagen type I staining", "% area", "collagen_i_percent", "stain"),
        ("collagen I, fold change", "fold", "collagen_i_percent", "fold"),
        ("COL1A1 RNA, log2 difference from baseline", "log2", "col1a1_rna_log2", "plain"),
        ("collagen III mRNA", "fold", "col3a1_rna_log2", "two_to"),
        ("epidermal thickness", "um", "epidermis_um", "plain"),
        ("dermal thickness (HFUS)", "mm", "dermal_thickness_percent", "dermis_um"),
        ("neutrophils maximum", "h", "neutrophil_peak_days", "plain"),
        ("collagen III rise first evident", "days", "collagen_iii_first_seen_days", "plain"),
        ("total elastin reduction", "%", "elastin_percent", "minus"),
    ],
)
def test_an_observable_and_its_form(quantity: str, unit: str, observable: str, form: str) -> None:
    assert of(quantity, unit)[0] == (observable, form)


@pytest.mark.parametrize(
    ("quantity", "unit"),
    [
        ("collagen III", "%"),
        ("collagen share of dermal dry weight", "%"),
        ("skin collagen fractional synthesis rate", "%/h"),
        ("BMI correlation of dermis thickness", "Pearson r"),
        ("impedance", "kohm"),
        ("collagen type VII", "%"),
        ("wrinkle grade gain", "grade points"),
        ("elasticity R2", "%"),
    ],
)
def test_what_the_model_cannot_tell_has_a_reason_and_no_figure(quantity: str, unit: str) -> None:
    found = asks(Design(quantity=quantity, symbol="", unit=unit, conditions=""))
    assert [ask.observable for ask in found] == [None]
    assert found[0].why_not


def test_several_markers_of_one_cell() -> None:
    found = of("collagen I, III, VII, new collagen, tropoelastin", "")
    assert [name for name, _ in found] == [
        "collagen_i_percent",
        "collagen_iii_percent",
        None,
        "new_collagen_percent",
        "tropoelastin",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("increase P<0.05", {"": 1}),
        ("slower in the elderly", {"": 1}),
        ("no significant change", {"": 0}),
        ("increase, P<0.05; total elastin falls", {"": 1, "elastin": -1}),
        ("collagen I up, collagen III down", {"collagen_i": 1, "collagen_iii": -1}),
        ("decreased collagen I and III; increased elastin", {"collagen_i": -1, "collagen_iii": -1, "elastin": 1}),
        ("water loss", {}),
        ("longer in darker skin", {"": 1}),
    ],
)
def test_directions_in_words(text: str, expected: dict[str, int]) -> None:
    assert signs(text) == expected


def test_families_and_readings_name_observables_that_are_modelled() -> None:
    modelled = {row.id for row in OBSERVABLES.rows if row.when != "never"}
    members = ("relative", "absolute", "sign", "duration", "half_life", "peak", "first", "rna")
    named = {getattr(row, member) for row in FAMILIES.rows for member in members} - {None}
    assert named <= modelled
    assert {name for row in READINGS.rows for name in row.observables} <= modelled | {"stain"}


@given(st.text(max_size=100), st.text(max_size=30), st.text(max_size=60))
def test_any_words_are_read(quantity: str, unit: str, conditions: str) -> None:
    for ask in asks(Design(quantity=quantity, symbol=conditions, unit=unit, conditions=conditions)):
        assert ask.observable is not None or ask.why_not
    signs(quantity)
