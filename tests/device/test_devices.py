from __future__ import annotations

import pytest

from punctum.device import DEVICES, LABELS, Device, find_device
from punctum.evidence.sources import SOURCES
from punctum.problems import InputError


@pytest.mark.parametrize(
    ("typed", "device"),
    [
        ("skinpen_precision", "skinpen_precision"),
        ("  Skin-Pen Precision ", "skinpen_precision"),
        ("SKINPEN", "skinpen_precision"),
        ("exceed unlimited", "exceed_unlimited"),
        ("Morpheus8", "rf_microneedling"),
        ("Dr. Pen", "dr_pen_consumer"),
        ("Dr.pen Microneedling System", "dr_pen_cleared"),
    ],
)
def test_a_device_is_found_by_id_name_and_alias(typed: str, device: str) -> None:
    assert find_device(typed).id == device


def test_an_unknown_device_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(InputError) as error:
        find_device("Skin Pen Precison", "preferences.device")
    (problem,) = error.value.problems
    assert (problem.path, problem.hint) == ("preferences.device", "skinpen_precision")


def test_a_brand_with_several_models_is_not_guessed() -> None:
    with pytest.raises(InputError):
        find_device("Dermapen")


def test_no_two_devices_share_a_name() -> None:
    for device in DEVICES.rows:
        for name in (device.id, device.name, *device.aliases):
            assert find_device(name) is device, name


def test_consumer_pens_are_unverified_and_radiofrequency_is_out_of_scope() -> None:
    consumer = [DEVICES.by_id[name] for name in ("dr_pen_consumer", "dr_pen_m8", "dr_pen_a6")]
    assert {device.status for device in consumer} == {"unverified"}
    assert not any(device.plannable for device in consumer)
    assert {device.status for device in DEVICES.rows if device.kind == "rf"} == {"out_of_scope"}
    assert not find_device("rf").plannable
    assert find_device("skinpen").plannable


def test_exactly_the_cleared_devices_have_labels() -> None:
    cleared = {device.id for device in DEVICES.rows if device.status == "cleared"}
    assert cleared == {label.device for label in LABELS.rows}


def test_the_longest_labelled_length_is_the_one_in_the_labels() -> None:
    for device in DEVICES.rows:
        lengths = {label.length_max_mm for label in LABELS.rows if label.device == device.id} - {None}
        assert lengths == ({device.label_length_max_mm} - {None}), device.id


def test_ids_are_unique_and_every_source_is_known() -> None:
    for table in (DEVICES, LABELS):
        assert len(table.by_id) == len(table.rows)
        for row in table.rows:
            assert row.sources, row.id
            assert set(row.sources) <= set(SOURCES.by_id), row.id


def test_every_range_runs_upwards() -> None:
    pairs = (
        ("needle_length_min_mm", "needle_length_max_mm"),
        ("stroke_rate_min_hz", "stroke_rate_max_hz"),
        ("needle_diameter_min_mm", "needle_diameter_max_mm"),
    )
    for device in DEVICES.rows:
        for low, high in pairs:
            if None not in (ends := (getattr(device, low), getattr(device, high))):
                assert ends[0] <= ends[1], (device.id, low)


@pytest.mark.parametrize(
    "wrong",
    [
        {"needle_length_step_mm": "0.1"},
        {"step_basis": "read", "needle_length_max_mm": "2"},
        {"step_basis": "house"},
        {"step_basis": "house", "needle_length_max_mm": "2", "fixed_lengths_mm": "1;1.5"},
        {"remembered_fields": "needle_count"},
        {"derived_fields": "no_such_field"},
    ],
)
def test_a_device_that_contradicts_itself_is_refused(wrong: dict[str, str]) -> None:
    sound = {"id": "pen", "name": "Pen", "kind": "pen", "status": "claimed", "sources": "x", "basis": "read"}
    assert Device.model_validate(sound).id == "pen"
    with pytest.raises(ValueError, match=r"step|filled field"):
        Device.model_validate(sound | wrong)
