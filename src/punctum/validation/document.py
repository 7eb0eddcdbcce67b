"""Scores as JSON and as text for people."""

from __future__ import annotations

from math import isfinite
from typing import Any

from punctum.validation.figures import Predicted
from punctum.validation.observed import Observed
from punctum.validation.rows import Row
from punctum.validation.validate import Scores, Share

SCHEMA = "punctum/validation/1"
DIGITS = 4
CHECKS = (
    "A line counts as predicted from its design alone. Few lines are checks and no evidence of calibration: "
    "an interval that covers four values of five can cover none of three by chance, or all of them."
)


def scores_document(scores: Scores) -> dict[str, Any]:
    """Scores for programs; every figure is a number or null."""
    return {
        "schema": SCHEMA,
        "file": scores.name,
        "draws": scores.draws,
        "rows": [_row(row) for row in scores.rows],
        "summary": {
            "rows": len(scores.rows),
            "predicted": scores.predicted,
            "not_predicted": len(scores.rows) - scores.predicted,
            "covered_80": share_document(scores.covered),
            "sign_right": share_document(scores.signs),
            "bound_right": share_document(scores.bounds),
        },
        "note": CHECKS,
    }


def scores_text(scores: Scores) -> str:
    """Scores for people."""
    parts = [
        f"{scores.name}: {len(scores.rows)} lines, {scores.draws} draws each; in brackets: four draws of five",
        "",
    ]
    for row in scores.rows:
        parts += [f"{row.number:>5}  {shorter(row.quantity)} — {shorter(row.conditions) or 'no conditions'}"]
        parts += [f"       {line}" for line in _lines(row)]
    parts += ["", *_summary(scores), "", CHECKS]
    return "\n".join(parts)


def _lines(row: Row) -> list[str]:
    found = [
        f"predicted {figure(one.value)} {one.unit} ({figure(one.low)} to {figure(one.high)}): {one.name}"
        for one in row.markers
        if one.value is not None
    ]
    found = found or ["not predicted"]
    told = [f"printed {row.observed.text or 'nothing'}"]
    for name, value in (("covered", row.covered), ("sign right", row.sign_right), ("bound right", row.bound_right)):
        if value is not None:
            told.append(f"{name}: {'yes' if value else 'no'}")
    return [*found, "; ".join(told), *([f"because: {row.reason}"] if row.reason else [])]


def _summary(scores: Scores) -> list[str]:
    missing = len(scores.rows) - scores.predicted
    return [
        f"lines                {len(scores.rows)}",
        f"predicted            {scores.predicted}, not predicted {missing}",
        f"covered              {counted(scores.covered)}",
        f"directions right     {counted(scores.signs)}",
        f"bounds right         {counted(scores.bounds)}",
    ]


def counted(share: Share) -> str:
    """A share with its confidence interval, in words."""
    if share.interval is None:
        return "nothing to count"
    low, high = share.interval
    return f"{share.hits} of {share.of} (95 % confidence interval of the share: {low:.2f} to {high:.2f})"


def _row(row: Row) -> dict[str, Any]:
    main = row.main
    return {
        "line": row.number,
        "quantity": row.quantity,
        "conditions": row.conditions,
        "predicted": None if main is None else number(main.value),
        "interval_80": None if main is None else [number(main.low), number(main.high)],
        "predicted_what": None if main is None else main.name,
        "unit": None if main is None else main.unit,
        "observed": _observed(row.observed),
        "covered_80": row.covered,
        "sign_right": row.sign_right,
        "bound_right": row.bound_right,
        "reason": row.reason,
        "assumed": list(row.assumed),
        "markers": [_marker(one) for one in row.markers],
        "role": row.role,
    }


def _marker(one: Predicted) -> dict[str, Any]:
    return {
        "name": one.name,
        "unit": one.unit or None,
        "predicted": number(one.value),
        "interval_80": None if one.value is None else [number(one.low), number(one.high)],
        "share_rising": number(one.rises),
    }


def _observed(seen: Observed) -> float | list[float] | str | None:
    if seen.kind == "number":
        return number(seen.numbers[0])
    if seen.kind == "range":
        return list(seen.numbers)
    return seen.text or None


def share_document(share: Share) -> dict[str, Any]:
    """A share with its confidence interval, for programs."""
    return {
        "right": share.hits,
        "of": share.of,
        "share": number(share.hits / share.of) if share.of else None,
        "interval_95": [number(end) for end in share.interval] if share.interval else None,
    }


def number(value: float | None) -> float | None:
    """A figure with few digits; None for what is no number."""
    return None if value is None or not isfinite(value) else float(f"{value:.{DIGITS}g}")


def figure(value: float | None) -> str:
    """A figure for people, with few digits."""
    return "?" if value is None else f"{value:.3g}"


def shorter(text: str, most: int = 110) -> str:
    """A text on one line, cut short."""
    kept = "".join(char if char.isprintable() else " " for char in text)
    return kept if len(kept) <= most else kept[: most - 1] + "…"
