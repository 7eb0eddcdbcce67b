"""The clinic's profile: whom patients call, when sessions start, what they cost."""

from __future__ import annotations

import re
from datetime import time
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from punctum.documents import problems_of, read_document
from punctum.problems import InputError, Problem, shown

SESSION_TIME = time(10)
# The seconds are those that JSON writes.
CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)(?::00)?")


def _text(value: Any) -> Any:
    if isinstance(value, int | float) and not isinstance(value, bool):
        # YAML reads 0163 as 115, so an unquoted number cannot be trusted.
        raise InputError([Problem("", "text in quotes", shown(value))])
    return " ".join(value.split()) if isinstance(value, str) else value


def _number(value: Any) -> Any:
    text = _text(value)
    if isinstance(text, str) and not any(char.isdigit() for char in text):
        raise InputError([Problem("", "a number to call", shown(text))])
    return text


def _clock(value: Any) -> time:
    if isinstance(value, time):
        return value
    if isinstance(value, str) and (match := CLOCK.fullmatch(value.strip())):
        return time(int(match[1]), int(match[2]))
    raise InputError([Problem("", 'a time as "HH:MM", in quotes', shown(value))])


Text = Annotated[str, Field(min_length=1, max_length=500), BeforeValidator(_text)]
Number = Annotated[str, Field(min_length=2, max_length=200), BeforeValidator(_number)]
Price = Annotated[float, Field(ge=0)]


class Clinic(BaseModel):
    """A clinic's profile. `out_of_hours` is always given: patients never have only a closed door.

    Arguments:
        out_of_hours: number, with words if need be, for the time when the clinic is closed.
        session_time: when sessions start. `prices`: what is charged for what, in `currency`; nothing is estimated.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    name: Text
    phone: Number
    out_of_hours: Number
    emergency_number: Number
    address: Text
    session_time: Annotated[time, BeforeValidator(_clock)] = SESSION_TIME
    currency: Text | None = None
    prices: dict[str, Price] = Field(default_factory=dict)


def read_clinic(path: Path) -> Clinic:
    """The clinic in a YAML or JSON file.

    Raises:
        InputError: one problem per field that cannot be used.
    """
    fields = read_document(path)
    try:
        clinic = Clinic.model_validate(fields)
    except ValidationError as error:
        raise InputError(problems_of(error, Clinic, fields)) from None
    if clinic.prices and clinic.currency is None:
        raise InputError([Problem("currency", "a currency beside `prices`", "nothing")])
    return clinic
