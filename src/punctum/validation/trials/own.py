"""The package's own studies in the column format that other people's studies come in."""

from __future__ import annotations

import csv
import io

from punctum.evidence.scales import SCALES
from punctum.evidence.sources import SOURCES
from punctum.evidence.studies import STUDIES, StudyArm

NAME = f"{STUDIES.name}.csv"
COLUMNS = (
    "study_id", "citation", "year", "doi_or_pmid", "url", "design", "indication", "arm", "n", "phototypes", "age_mean",
    "device_type", "needle_length_mm", "sessions", "interval_weeks", "adjunct", "comparator", "outcome_scale",
    "scale_range", "higher_is_better", "timepoint_weeks_after_last_session", "baseline_mean", "baseline_sd",
    "followup_mean", "followup_sd", "change_mean", "change_sd_or_ci", "percent_improvement", "responders_definition",
    "responders_n", "responders_total", "adverse_events", "seen", "notes", "role",
)  # fmt: skip


def own_trials() -> bytes:
    """The rows of the studies of the package as a CSV file, in their order."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(cells_of(arm) for arm in STUDIES.rows)
    return text.getvalue().encode()


def cells_of(arm: StudyArm) -> dict[str, str]:
    """One row of the studies as cells by column."""
    source, scale = SOURCES.by_id[arm.source], SCALES.by_id.get(arm.scale)
    spread = "" if arm.change_ci_low is None else f"CI {arm.change_ci_low:g} to {arm.change_ci_high:g}"
    return {
        "study_id": arm.study,
        "citation": source.citation,
        "year": _cell(source.year),
        "doi_or_pmid": "; ".join(part for part in (source.doi, source.pmid and f"PMID {source.pmid}") if part),
        "url": source.url,
        "design": arm.design.replace("_", " ").replace("meta a", "meta-a"),
        "indication": "; ".join(arm.indications),
        "arm": _arm(arm),
        "n": _cell(arm.participants),
        "phototypes": arm.phototypes,
        "age_mean": _cell(arm.age_mean),
        "device_type": arm.device_kind.replace("_", " "),
        "needle_length_mm": _cell(arm.needle_length_mm),
        "sessions": _cell(arm.sessions),
        "interval_weeks": _cell(arm.interval_weeks),
        "adjunct": arm.adjunct,
        "comparator": arm.compared_with,
        "outcome_scale": arm.measure if scale is None else f"{scale.name}: {arm.measure}",
        "scale_range": _range(arm),
        "higher_is_better": {True: "yes", False: "no", None: ""}[arm.higher_is_better],
        "timepoint_weeks_after_last_session": _cell(arm.weeks_after_last),
        "baseline_mean": _cell(arm.baseline_mean),
        "baseline_sd": _cell(arm.baseline_sd),
        "followup_mean": _cell(arm.followup_mean),
        "followup_sd": _cell(arm.followup_sd),
        "change_mean": _cell(arm.change_mean),
        "change_sd_or_ci": _cell(arm.change_sd) or spread,
        "percent_improvement": _cell(arm.percent_improvement),
        "responders_definition": arm.responder_definition,
        "responders_n": _cell(arm.responders),
        "responders_total": _cell(arm.responders_of),
        "adverse_events": arm.harms,
        "seen": "yes" if arm.basis == "read" else "no",
        "notes": arm.caution,
        "role": arm.role,
    }


def _arm(arm: StudyArm) -> str:
    return f"{arm.arm} ({arm.subtype})" if arm.subtype else arm.arm


def _range(arm: StudyArm) -> str:
    scale = SCALES.by_id.get(arm.scale)
    if scale is None or scale.range_min is None or scale.range_max is None:
        return ""
    return f"{scale.range_min:g}-{scale.range_max:g}"


def _cell(value: float | None) -> str:
    return "" if value is None else f"{value:.10g}"
