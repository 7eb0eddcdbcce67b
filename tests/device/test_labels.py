from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from punctum.device import DEVICES, LABELS, Device, Label, find_device, off_label
from punctum.evidence.indications import INDICATIONS
from punctum.evidence.scales import Phototype
from punctum.skin import ZONES

devices = st.sampled_from(DEVICES.rows)
indications = st.sampled_from([row.id for row in INDICATIONS.rows])
zones = st.sampled_from([row.id for row in ZONES.rows])
types = st.sampled_from(get_args(Phototype))
ages = st.integers(min_value=0, max_value=110)
lengths_mm = st.floats(min_value=0.1, max_value=3.5)


def reasons(
    device: str,
    indication: str = "atrophic acne scars",
    zone: str = "cheek",
    phototype: Phototype | None = "III",
    age: int = 30,
    length_mm: float = 1.0,
) -> tuple[str, ...]:
    return off_label(find_device(device), indication, zone, phototype, age, length_mm)


@pytest.mark.parametrize("phototype", get_args(Phototype))
def test_skinpen_on_facial_acne_scars_is_on_label_for_all_types(phototype: Phototype) -> None:
    assert reasons("SkinPen", phototype=phototype, age=22, length_mm=1.5) == ()


def test_a_label_for_all_types_covers_an_unknown_type() -> None:
    assert reasons("SkinPen", phototype=None) == ()


def test_an_unknown_type_is_the_strictest() -> None:
    assert reasons("exceed", phototype="IV") == ()
    assert reasons("exceed", phototype=None) == (
        "the label names the phototypes I, II, III, IV; this person's is unknown",
    )


def test_each_part_of_the_label_is_checked() -> None:
    assert reasons("SkinPen", "melasma") == ("the label does not name melasma",)
    assert reasons("SkinPen", zone="upper_arm") == (
        "for atrophic acne scars the label does not name this zone: upper arm",
    )
    assert reasons("exceed", phototype="V") == ("the label names the phototypes I, II, III, IV; this person's is V",)
    assert reasons("SkinPen", age=21) == ("the label begins at 22 years; this person is 21",)
    assert reasons("SkinPen", length_mm=1.75) == ("the label was evaluated up to 1.5 mm; this is 1.75 mm",)


def test_all_reasons_are_named() -> None:
    found = reasons("exceed", "striae distensae", "thigh", "VI", 19, 2.0)
    assert [line.split(";")[0] for line in found] == [
        "the label does not name striae distensae",
        "the label names the phototypes I, II, III",
        "the label begins at 22 years",
        "the label was evaluated up to 1.5 mm",
    ]


def test_each_indication_has_its_own_label() -> None:
    assert reasons("SkinPen", "facial wrinkles", "neck", "IV") == ()
    assert reasons("SkinPen", "facial wrinkles", "neck", "V") != ()
    assert reasons("SkinPen", "facial wrinkles", "cheek", "III") != ()
    assert reasons("SkinPen", "atrophic acne scars", "neck", "III") != ()
    assert reasons("exceed", "facial wrinkles", "cheek", "III") == ()
    assert reasons("exceed", "facial wrinkles", "cheek", "IV") != ()
    assert reasons("exceed", "atrophic acne scars", "cheek", "IV") == ()
    assert reasons("rejuvapen", "facial wrinkles", "periorbital", "IV") == ()
    assert reasons("skinstylus", "hypertrophic scars", "abdomen", "VI", length_mm=2.5) == ()
    assert reasons("skinstylus", "hypertrophic scars", "thigh", "VI") != ()


def test_for_an_indication_without_a_label_the_one_that_fits_best_speaks() -> None:
    assert reasons("exceed", "melasma", phototype="IV") == ("the label does not name melasma",)


def test_a_label_without_a_length_says_so() -> None:
    assert reasons("PRO Pen") == ("the longest needle that the label allows was not seen",)


@given(device=devices, indication=indications, zone=zones, phototype=types, age=ages, length_mm=lengths_mm)
def test_a_device_without_a_label_says_only_that(
    device: Device, indication: str, zone: str, phototype: Phototype, age: int, length_mm: float
) -> None:
    found = off_label(device, indication, zone, phototype, age, length_mm)
    assert (found == ("no label of this device was seen",)) == (device.status != "cleared")


@given(
    device=devices, indication=indications, zone=zones, phototype=types | st.none(), age=ages,
    short_mm=lengths_mm, long_mm=lengths_mm,
)  # fmt: skip
def test_a_longer_needle_is_never_less_off_label(
    device: Device,
    indication: str,
    zone: str,
    phototype: Phototype | None,
    age: int,
    short_mm: float,
    long_mm: float,
) -> None:
    short_mm, long_mm = sorted((short_mm, long_mm))
    shorter = off_label(device, indication, zone, phototype, age, short_mm)
    longer = off_label(device, indication, zone, phototype, age, long_mm)
    assert len(shorter) <= len(longer)


@given(label=st.sampled_from(LABELS.rows), length_mm=lengths_mm, data=st.data())
def test_every_label_covers_what_it_names_up_to_its_length(label: Label, length_mm: float, data: st.DataObject) -> None:
    row = label
    if row.length_max_mm is None:
        return
    found = off_label(
        DEVICES.by_id[row.device],
        data.draw(st.sampled_from(row.indications)),
        data.draw(st.sampled_from(row.zones)),
        data.draw(st.sampled_from(row.phototypes or get_args(Phototype))),
        row.age_min_years,
        length_mm,
    )
    assert (found == ()) == (length_mm <= row.length_max_mm)


@given(device=devices, indication=indications, zone=zones, age=ages, length_mm=lengths_mm)
def test_an_unknown_type_is_never_laxer_than_any_type(
    device: Device, indication: str, zone: str, age: int, length_mm: float
) -> None:
    unknown = off_label(device, indication, zone, None, age, length_mm)
    known = [off_label(device, indication, zone, kind, age, length_mm) for kind in get_args(Phototype)]
    assert len(unknown) >= max(len(found) for found in known)


def test_labels_name_known_indications_and_zones_and_no_zone_that_is_never_needled() -> None:
    never = {zone.id for zone in ZONES.rows if "never" in zone.flags}
    for label in LABELS.rows:
        assert label.indications
        assert set(label.indications) <= set(INDICATIONS.by_id)
        assert label.zones
        assert set(label.zones) <= set(ZONES.by_id) - never
