"""How the kind of scar moves a forecast: only downwards, and with the uncertainty of the one study that looked."""

from __future__ import annotations

from math import sqrt
from typing import Annotated

from punctum.evidence.studies import STUDIES, StudyArm
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


def ratio_to_best(subtype: Subtype) -> tuple[float, float]:
    """How much this kind changed beside the kind that changed most, and the standard error of that ratio.

    Both are shares p of the same n, so the log ratio has variance (1 − p₁)/(n p₁) + (1 − p₂)/(n p₂).
    """
    own, best = STUDIES.by_id[subtype.arm], STUDIES.by_id[subtype.reference]
    if own.id == best.id:
        return 1.0, 0.0
    p1, p2 = _share(own), _share(best)
    ratio = min(1.0, p1 / p2)
    spread = sum((1 - p) / (p * arm.participants) for p, arm in ((p1, own), (p2, best)) if arm.participants)
    return ratio, ratio * sqrt(spread)


def _share(arm: StudyArm) -> float:
    if arm.percent_improvement is None:
        raise ValueError(f"{arm.id} prints no percentage")
    return arm.percent_improvement / 100


def _plain(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum()).removesuffix("scars").removesuffix("scar")
