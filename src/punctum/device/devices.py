"""Needling devices: needles, settings, rates, and what is known of their clearance."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Literal

from pydantic import model_validator

from punctum.evidence.lookup import by_name, look_up
from punctum.evidence.table import Ref, SourcedRow, Table

DeviceId = Annotated[str, Ref("devices")]


class Device(SourcedRow):
    """One device as far as its sources print it; an empty field is a gap, never a default.

    `status`: `cleared` by a regulator whose record was read, `claimed` by the maker only, `unverified` (never
    planned with), or `out_of_scope`. `step_basis`: `read` when a source prints the step of the dial, `house`
    when a row of `length_steps.csv` stands in for it. `remembered_fields` and `derived_fields` name what was
    not read. Diameters are of the needle, at its base where a source says so.
    """

    name: str
    aliases: tuple[str, ...] = ()
    maker: str = ""
    kind: Literal["pen", "roller", "stamp", "rf"]
    status: Literal["cleared", "claimed", "unverified", "out_of_scope"]
    needle_count: int | None = None
    needle_count_note: str = ""
    needle_length_min_mm: float | None = None
    needle_length_max_mm: float | None = None
    needle_length_step_mm: float | None = None
    step_basis: Literal["read", "house"] | None = None
    fixed_lengths_mm: tuple[float, ...] = ()
    label_length_max_mm: float | None = None
    stroke_rate_min_hz: float | None = None
    stroke_rate_max_hz: float | None = None
    needle_diameter_min_mm: float | None = None
    needle_diameter_max_mm: float | None = None
    holes_per_cm2_per_pass: float | None = None
    layout: str = ""
    glide: str = ""
    cartridge: str = ""
    remembered_fields: tuple[str, ...] = ()
    derived_fields: tuple[str, ...] = ()
    note: str = ""

    @property
    def plannable(self) -> bool:
        """Whether settings may be given for this device at all."""
        return self.status in ("cleared", "claimed")

    @model_validator(mode="after")
    def _step_and_basis_agree(self) -> Device:
        if (self.step_basis == "read") != (self.needle_length_step_mm is not None):
            raise ValueError("a step when `step_basis` is read, and only then")
        if self.step_basis is not None and (self.needle_length_max_mm is None or self.fixed_lengths_mm):
            raise ValueError("a longest length and no fixed lengths where there is a step")
        return self

    @model_validator(mode="after")
    def _unread_fields_exist(self) -> Device:
        for field in (*self.remembered_fields, *self.derived_fields):
            if getattr(self, field, None) in (None, ""):
                raise ValueError(f"a filled field, not {field!r}")
        return self


DEVICES = Table("punctum.device", "devices", Device)


@cache
def _names() -> dict[str, tuple[str, Device]]:
    aliases = [(name, row) for row in DEVICES.rows for name in row.aliases]
    names = [(row.name, row) for row in DEVICES.rows]
    return by_name([*aliases, *names, *((row.id, row) for row in DEVICES.rows)])


def find_device(name: str, path: str = "device") -> Device:
    """The device that an id, a name or another name stands for; case, spaces and punctuation do not matter.

    Raises:
        InputError: the name is no known device; the nearest known name is given.
    """
    return look_up(name, _names(), path, "a known device")
