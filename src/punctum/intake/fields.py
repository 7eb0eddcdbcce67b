"""The fields of a patient file, and what kind of answer each takes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from punctum.intake.values import AnswerKind
from punctum.patient import Patient

_ONE: dict[Any, AnswerKind] = {bool: "yes_no", date: "date", int: "number", float: "number", str: "text"}
_SEVERAL: dict[Any, AnswerKind] = {date: "dates", int: "choice", str: "words"}


@cache
def field_types() -> dict[str, Any]:
    """The type of every field of a patient file by its path; `medicines[].stopped` lies in each of a list."""
    return dict(_fields(Patient, ""))


def answer_kind(path: str, *, offered: bool) -> AnswerKind:
    """The kind of answer that the field at a path takes. `offered`: answers to it are offered by a vocabulary.

    Raises:
        KeyError: a patient file has no such field.
    """
    held = field_types()[path.removesuffix("[]")]
    if get_origin(held) is tuple:
        member = _bare(get_args(held)[0])
        if _is_model(member):
            return "things"
        return "choices" if offered and path.endswith("zones") else _SEVERAL[member]
    if get_origin(held) is Literal or (offered and held is str):
        return "choice"
    return _ONE[held]


def _fields(model: type[BaseModel], prefix: str) -> Iterator[tuple[str, Any]]:
    for name, info in model.model_fields.items():
        path, held = f"{prefix}{name}", _bare(info.annotation)
        if _is_model(held):
            yield from _fields(held, f"{path}.")
            continue
        yield path, held
        if get_origin(held) is tuple and _is_model(member := _bare(get_args(held)[0])):
            yield from _fields(member, f"{path}[].")


def _bare(held: Any) -> Any:
    """A type without its marks and without the possibility of nothing."""
    if get_origin(held) is Annotated:
        return _bare(get_args(held)[0])
    if get_origin(held) in (Union, UnionType):
        (only,) = (part for part in get_args(held) if part is not NoneType)
        return _bare(only)
    return held


def _is_model(held: Any) -> bool:
    return isinstance(held, type) and issubclass(held, BaseModel)
