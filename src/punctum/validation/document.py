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
            "covered_80": _share(scores.covered),
            "sign_right": _share(scores.signs),
            "bound_right": _share(scores.bounds),
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
        parts += [f"{row.number:>5}  {_shorter(row.quantity)} — {_shorter(row.conditions) or 'no conditions'}"]
        parts += [f"       {line}" for line in _lines(row)]
    parts += ["", *_summary(scores), "", CHECKS]
    return "\n".join(parts)


def _lines(row: Row) -> list[str]:
    found = [
        f"predicted {_figure(one.value)} {one.unit} ({_figure(one.low)} to {_figure(one.high)}): {one.name}"
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
        f"covered              {_counted(scores.covered)}",
        f"directions right     {_counted(scores.signs)}",
        f"bounds right         {_counted(scores.bounds)}",
    ]


def _counted(share: Share) -> str:
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
        "predicted": None if main is None else _number(main.value),
        "interval_80": None if main is None else [_number(main.low), _number(main.high)],
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
        "predicted": _number(one.value),
        "interval_80": None if one.value is None else [_number(one.low), _number(one.high)],
        "share_rising": _number(one.rises),
    }


def _observed(seen: Observed) -> float | list[float] | str | None:
    if seen.kind == "number":
        return _number(seen.numbers[0])
    if seen.kind == "range":
        return list(seen.numbers)
    return seen.text or None


def _share(share: Share) -> dict[str, Any]:
    return {
        "right": share.hits,
        "of": share.of,
        "share": _number(share.hits / share.of) if share.of else None,
        "interval_95": [_number(end) for end in share.interval] if share.interval else None,
    }


def _number(value: float | None) -> float | None:
    return None if value is None or not isfinite(value) else float(f"{value:.{DIGITS}g}")


def _figure(value: float | None) -> str:
    return "?" if value is None else f"{value:.3g}"


def _shorter(text: str, most: int = 110) -> str:
    kept = "".join(char if char.isprintable() else " " for char in text)
    return kept if len(kept) <= most else kept[: most - 1] + "…"
