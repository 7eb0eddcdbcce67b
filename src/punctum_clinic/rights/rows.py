"""Rows as plain values, and what of them is better kept as a file of its own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import models

from punctum_clinic.rights.dictionary import LEFT_OUT
from punctum_clinic.signing.drawing import path_of
from punctum_clinic.signing.models import Method, Signature
from punctum_clinic.staff.models import User

# How a content of a kind begins, in small letters.
BEGINNINGS = {b"%pdf": "pdf", b"<!do": "html", b"begi": "ics", b"\x89png": "png"}


def plain(row: models.Model) -> dict[str, Any]:
    """A row as JSON values: keys as numbers, staff by name, files by where they lie in the export."""
    return {field.name: _value(row, field) for field in fields_of(type(row))}


def fields_of(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    """The fields of a table that are handed out."""
    return [field for field in model._meta.concrete_fields if f"{model._meta.label}.{field.name}" not in LEFT_OUT]


def files_of(row: models.Model) -> Iterator[tuple[str, bytes]]:
    """What of a row is a file of its own: binary contents, long texts as they were signed, drawn signatures."""
    folder = f"files/{row._meta.label_lower}"
    for field in fields_of(type(row)):
        value = getattr(row, field.attname)
        if isinstance(field, models.BinaryField) and value:
            yield file_name(row, field), bytes(value)
        elif type(field) is models.TextField and value:
            yield f"{folder}-{row.pk}-{field.name}.txt", value.encode()
    if isinstance(row, Signature) and row.method == Method.DRAWN:
        yield f"{folder}-{row.pk}.svg", drawing(row).encode()


def file_name(row: models.Model, field: models.Field[Any, Any]) -> str:
    """Where a binary content lies in the export."""
    kind = BEGINNINGS.get(bytes(getattr(row, field.attname)[:4]).lower(), "bin")
    return f"files/{row._meta.label_lower}-{row.pk}-{field.name}.{kind}"


def drawing(signature: Signature) -> str:
    """A drawn signature as an SVG picture."""
    path = path_of(signature)
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000 400" role="img">'
        f'<path d="{path}" fill="none" stroke="#000" stroke-width="8" stroke-linecap="round"/></svg>'
    )


def _value(row: models.Model, field: models.Field[Any, Any]) -> Any:
    value = getattr(row, field.attname)
    if isinstance(field, models.ForeignKey) and field.related_model is User and value is not None:
        return getattr(row, field.name).name
    if isinstance(field, models.BinaryField):
        return file_name(row, field) if value else None
    if isinstance(value, UUID | Decimal):
        return str(value)
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return value
