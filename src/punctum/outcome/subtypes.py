"""How the kind of scar moves a forecast: only downwards, and with the uncertainty of the one study that looked."""

from __future__ import annotations

from typing import Annotated

from punctum.evidence.studies import STUDIES
from punctum.evidence.table import PatientName, PatientText, Ref, SourcedRow, Table


class Subtype(SourcedRow):
    """One kind of lesion: the study row about it, and the row of the kind that did best in the same study."""

    indication: Annotated[str, Ref("indications")]
    subtype: PatientName
    arm: Annotated[str, Ref("studies")]
    reference: Annotated[str, Ref("studies")]
    figure: bool
    text: str
    patient_text: PatientText


SUBTYPES = Table("punctum.outcome", "subtypes", Subtype)


def find_subtype(indication: str, name: str | None) -> Subtype | None:
    """The row for a kind of lesion as it is written in a file (`icepick`, `ice pick`), or none."""
    plain = _plain(name or "")
    return next((s for s in SUBTYPES.rows if s.indication == indication and _plain(s.subtype) == plain), None)


def kinds(subtype: Subtype) -> tuple[str, str]:
    """The kind of lesion, and the kind that changed most in the same study, as their rows name them."""
    return STUDIES.by_id[subtype.arm].subtype, STUDIES.by_id[subtype.reference].subtype


def _plain(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum()).removesuffix("scars").removesuffix("scar")
