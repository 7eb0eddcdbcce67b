"""What a forest plot says in words: its rows, its axis and its text alternative."""

from __future__ import annotations

from collections.abc import Iterable

from punctum.outcome import Evidence, EvidenceRow, ScaleEvidence
from punctum.outcome.evidence_rows import Quantity
from punctum.outcome.evidence_values import PooledFigure
from punctum.report.citations import citation
from punctum.report.words import capital, number

COLUMNS = (
    "Study",
    "Group",
    "People",
    "Kind of study",
    "Result",
    "95 % confidence interval",
    "In the average",
    "Keep in mind",
    "Source",
)
SIGNS = {"doubtful": "? doubtful", "not_read": "? not read", "spread_assumed": "≈ spread assumed"}
HEADS = {
    "pooled": "In the average",
    "scored": "Kept to check forecasts, never in the average",
    "shown": "Shown, not in the average",
    "left_out": "Left out",
}
RESULTS = {"percent_reduction": "percent lower", "responder_percent": "of 100 people", "": ""}
UNITS = {
    "percent_reduction": "percent of the score before",
    "responder_percent": "of 100 people",
}


def interval_words(value: float, interval: tuple[float, float] | None) -> str:
    """A value with its interval: `48 (43 to 53)`."""
    return f"{number(value, 0)} ({span_words(interval)})" if interval else number(value, 0)


def span_words(interval: tuple[float, float]) -> str:
    """An interval in whole numbers: `43 to 53`."""
    return f"{number(interval[0], 0)} to {number(interval[1], 0)}"


def signs(row: EvidenceRow) -> str:
    """The signs and words of what is doubtful about a row, or an empty text."""
    return ", ".join(dict.fromkeys(SIGNS[doubt.kind] for doubt in row.doubts if doubt.kind in SIGNS))


def cells(row: EvidenceRow, quantity: Quantity) -> dict[str, str]:
    """A row as the tooltip and the table tell it."""
    mind = " ".join(doubt.text for doubt in row.doubts)
    return {
        "Study": row.study,
        "Group": capital(row.arm),
        "People": "not printed" if row.participants is None else str(row.participants),
        "Kind of study": row.design + (", compared with no treatment" if row.controlled else ""),
        "Result": f"{number(row.value, 0)} {RESULTS[quantity]}" if row.value is not None else row.result,
        "95 % confidence interval": span_words(row.interval_95) if row.interval_95 else "–",
        "In the average": "yes" if row.standing == "pooled" else f"no: {row.why}",
        "Keep in mind": ". ".join(part for part in (signs(row), mind) if part) or "–",
        "Source": citation(row.source).text,
    }


def description(evidence: Evidence, scale: ScaleEvidence) -> str:
    """The figure in words, from the same values."""
    unit = UNITS.get(scale.quantity, "")
    parts = [f"Forest plot of {evidence.indication} on the {scale.name}, in {unit}."]
    for standing, head in HEADS.items():
        rows = [row for row in scale.rows if row.standing == standing and row.value is not None]
        said = [f"{row.study} ({row.arm}) {interval_words(row.value or 0.0, row.interval_95)}" for row in rows]
        if said:
            parts.append(f"{head}: {'; '.join(said)}.")
        if standing == "pooled" and scale.figure:
            figure = scale.figure
            parts.append(
                f"Average of {figure.studies} studies with {figure.participants} people: "
                f"{interval_words(figure.mean, figure.interval_95)}. A new study may see "
                f"{span_words(figure.new_study_95)}. Certainty: {figure.certainty}.{model_words(figure)}"
            )
    silent = len([row for row in scale.rows if row.value is None])
    if silent:
        parts.append(f"Without a value for this figure: {silent} {'row' if silent == 1 else 'rows'}.")
    return " ".join(parts)


def model_words(figure: PooledFigure) -> str:
    """What the model says of a new study, with a blank before it; an empty text where it says nothing."""
    if figure.synthesis_median is None or figure.synthesis_new_study_95 is None:
        return ""
    seen = interval_words(figure.synthesis_median, figure.synthesis_new_study_95)
    return f" By the model of all studies a new study may see {seen}."


def axis_title(scale: ScaleEvidence) -> list[str]:
    """What stands under the axis, line by line."""
    if scale.quantity == "responder_percent":
        return [f"people of 100: {scale.definition}", "further right is better"]
    return ["fall of the score, in percent of the score before", "further right is better"]


def none_word(scale: ScaleEvidence) -> str:
    """What nought means."""
    return "nobody" if scale.quantity == "responder_percent" else "no change"


def subtitle(scale: ScaleEvidence) -> list[str]:
    """What kind of change is shown, and what it can bear."""
    if scale.figure is None:
        return ["No average: too few studies of needling alone share this scale. What they print is shown."]
    if any(row.controlled for row in scale.rows if row.standing == "pooled"):
        return ["Change in studies of needling alone, some of them against no treatment."]
    return [
        "Change in studies of needling alone, before against after.",
        "An upper bound: nobody in the average was left untreated.",
    ]


def silent_lines(rows: Iterable[EvidenceRow]) -> list[str]:
    """Rows without a value, those that say the same once; a comparison with no treatment tells its result."""
    lines: dict[str, int] = {}
    for row in rows:
        people = "" if row.participants is None else f", {row.participants} people"
        result = f"{row.result.partition(': ')[2]}; " if row.controlled and ": " in row.result else ""
        weeks = f" after {number(row.weeks)} weeks" if result and row.weeks else ""
        line = f"{row.study}{people}, {row.arm}{weeks}: {result.replace('.;', ';')}{row.why}"
        lines[line] = lines.get(line, 0) + 1
    return [line + (f" ({looks} looks)" if looks > 1 else "") for line, looks in lines.items()]


def short(design: str) -> str:
    """The first part of a design in words."""
    return design.partition(",")[0]
