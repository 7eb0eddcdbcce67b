"""Everything about a person as one ZIP file: rows, files, what they mean, and a page to read."""

from __future__ import annotations

import json
from collections.abc import Callable
from hashlib import sha256
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from punctum_clinic.audit.models import Entry
from punctum_clinic.people.models import Person
from punctum_clinic.people.patient import current_history
from punctum_clinic.people.told import told_in
from punctum_clinic.practice.profile import profile
from punctum_clinic.rights.dictionary import LEFT_OUT, TABLES
from punctum_clinic.rights.reach import Model, rows_about
from punctum_clinic.rights.rows import fields_of, files_of, plain

AUDIT = ("number", "at", "actor", "act", "subject", "detail", "previous", "seal")


def bundle(person: Person, report: Callable[[float, str], None]) -> bytes:
    """The ZIP file with everything that is kept about a person.

    Arguments:
        report: told how far it is, from 0 to 1, and what is being done.
    """
    with translation.override(person.language or None):
        files: dict[str, bytes] = {}
        tables: list[dict[str, Any]] = []
        about = rows_about(person)
        for done, (model, rows) in enumerate(about.items()):
            report(done / (len(about) + 1), _("Gathering what is kept"))
            written = []
            for row in rows:
                written.append(plain(row))
                files |= dict(files_of(row))
            name = f"data/{model._meta.label_lower}.json"
            files[name] = _json(written)
            tables.append(_table(model, name, len(written)))
        entries = [{key: getattr(entry, key) for key in AUDIT} for entry in _entries(person)]
        files["data/audit.json"] = _json(entries)
        files["dictionary.json"] = _json(
            {"tables": tables, "left_out": {key: str(why) for key, why in LEFT_OUT.items()}}
        )
        files["index.html"] = _index(person, tables, files, len(entries)).encode()
    sums = "".join(f"{sha256(content).hexdigest()}  {name}\n" for name, content in sorted(files.items()))
    return zipped({**files, "SHA256SUMS": sums.encode()})


def zipped(files: dict[str, bytes]) -> bytes:
    """Files as one ZIP file; the same files give the same bytes."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, content in sorted(files.items()):
            info = ZipInfo(name)
            info.compress_type, info.external_attr = ZIP_DEFLATED, 0o644 << 16
            archive.writestr(info, content)
    return out.getvalue()


def _entries(person: Person) -> Any:
    return Entry.objects.filter(person=str(person.public_id)).order_by("number").iterator(chunk_size=1000)


def _table(model: Model, name: str, rows: int) -> dict[str, Any]:
    return {
        "table": model._meta.label,
        "file": name,
        "about": str(TABLES.get(model._meta.label, "")),
        "rows": rows,
        "fields": {field.name: field.get_internal_type() for field in fields_of(model)},
    }


def _index(person: Person, tables: list[dict[str, Any]], files: dict[str, bytes], audited: int) -> str:
    history = current_history(person)
    context = {
        "person": person,
        "clinic": profile().name,
        "made_at": timezone.now(),
        "told": told_in(history.document) if history else (),
        "tables": tables,
        "files": sorted(name for name in files if name.startswith("files/")),
        "audited": audited,
        "language": translation.get_language(),
    }
    return render_to_string("rights/export_index.html", context)


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1, default=str).encode()
