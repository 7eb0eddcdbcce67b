"""The tables of validation: words, what is assumed, what belongs together, how devices read, settings."""

from __future__ import annotations

from typing import Any

from punctum.evidence.table import Table
from punctum.validation.assumptions import ASSUMED, SETTINGS
from punctum.validation.families import FAMILIES, READINGS
from punctum.validation.phrases import WORDS
from punctum.validation.trials.words import TRIAL_SETTINGS, TRIAL_WORDS

TABLES: tuple[Table[Any], ...] = (WORDS, ASSUMED, FAMILIES, READINGS, SETTINGS, TRIAL_WORDS, TRIAL_SETTINGS)
