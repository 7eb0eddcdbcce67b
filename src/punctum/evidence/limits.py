"""What is plausible in a typed field; a value outside is a slip of the pen."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pydantic import ValidatorFunctionWrapHandler, WrapValidator

from punctum.evidence.table import SourcedRow, Table
from punctum.problems import InputError, Problem, shown


class Limit(SourcedRow):
    """The plausible range of one field."""

    minimum: float
    maximum: float
    unit: str


LIMITS = Table("punctum.evidence", "limits", Limit)


def implausible(field: str, value: float) -> Problem | None:
    """The problem with a value outside its plausible range, or none."""
    limit = LIMITS.by_id[field]
    if limit.minimum <= value <= limit.maximum:
        return None
    return Problem("", f"{limit.minimum:g} to {limit.maximum:g} {limit.unit}", shown(value))


def plausible(field: str) -> WrapValidator:
    """Marks a number of a file: within its plausible range, in whatever way it is written."""

    def check(value: Any, read: ValidatorFunctionWrapHandler) -> Any:
        if isinstance(value, bool):
            raise InputError([Problem("", "a number", shown(value))])
        number = read(value)
        if problem := implausible(field, number):
            raise InputError([replace(problem, found=shown(value))])
        return number

    return WrapValidator(check)
