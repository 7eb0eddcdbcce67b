"""What a line prints of the quantity that was predicted."""

from __future__ import annotations

from punctum.validation.trials.lines import Results
from punctum.validation.trials.quantities import Asked


def observed(asked: Asked, results: Results, people: float | None = None) -> float | None:
    """The printed value of a quantity, or None where the line prints none.

    Percent: 100 (before − after)/before from both means, or from the mean before and the change, else as printed.
    People: 100 · responders/total, else a share that stands in another column.

    Arguments:
        people: in the arm as printed; they are all where no total of responders is printed.
    """
    if asked.quantity == "percent_improvement":
        return _percent(asked, results)
    if asked.quantity == "change":
        return results.change_mean
    if asked.quantity in ("responder_percent", "dark_marks_percent"):
        if results.responders_n is not None:
            total = results.responders_total or people
            return 100 * results.responders_n / total if total and results.responders_n <= total else None
        if not asked.is_share:
            return None
        return next((one for one in (results.percent_improvement, results.followup_mean) if one is not None), None)
    if asked.quantity == "improvement_mean" and results.followup_mean is None:
        return results.change_mean
    return results.followup_mean


def _percent(asked: Asked, results: Results) -> float | None:
    before, after = asked.raw_before, results.followup_mean
    if before and (after is not None or (results.change_mean is not None and results.percent_improvement is None)):
        change = after - before if after is not None else results.change_mean or 0.0
        if (after is None and asked.sign < 0) or (after is not None and not asked.rises):
            change = -change
        return 100 * change / before
    return results.percent_improvement
