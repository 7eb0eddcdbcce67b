"""What is planned for a person, as far as a forecast reads it."""

from __future__ import annotations

from dataclasses import dataclass

from punctum.patient import Concern
from punctum.prescription import ZoneSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedCourse:
    """A course of needling.

    Arguments:
        sessions: how many are planned. interval_weeks: between them; None where it is not known yet.
        settings: how zones are treated; empty when no settings are given yet.
        adjuncts: what else is done, by id of `agents.csv`. A name that the table does not know was never studied.
    """

    sessions: int
    interval_weeks: float | None = None
    settings: tuple[ZoneSettings, ...] = ()
    adjuncts: tuple[str, ...] = ()

    def of(self, concern: Concern) -> tuple[ZoneSettings, ...]:
        """The settings of the zones of a concern."""
        return tuple(zone for zone in self.settings if zone.zone in concern.zones)

    def below_studied(self, concern: Concern) -> tuple[str, ...]:
        """The zones of a concern that are treated with a shorter needle than was studied."""
        return tuple(zone.zone for zone in self.of(concern) if zone.below_studied)

    def needle_length_mm(self, concern: Concern) -> float | None:
        """The average length over the zones that a figure speaks for; None without settings."""
        lengths = [zone.needle_length_mm for zone in self.of(concern) if not zone.below_studied]
        return sum(lengths) / len(lengths) if lengths else None
