"""The tables of docs/calibration.md about outcomes, written from what the shipped fit tells of itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from math import floor, log10
from typing import Any

from punctum.calibration.outcome.tables import setting, settings

Summary = Mapping[str, Any]
LEVELS = tuple(f"{100 * level:g}" for level in settings("levels"))


def fit_table(summary: Summary) -> str:
    """How the fit ran, and what the sampler tells of itself."""
    return table(
        ("", ""),
        [
            ("draws shipped", f"{summary['draws']}"),
            ("chains × steps kept", f"{summary['chains']} × {summary['samples']}"),
            ("steps thrown away, each chain", f"{summary['warmup']}"),
            ("seed", f"{summary['seed']}"),
            ("steps that went wrong (divergences)", f"{summary['divergences']}"),
            ("largest R-hat", f"{summary['largest_r_hat']:.4f}"),
            ("smallest effective number of draws", f"{summary['smallest_effective']:.0f}"),
            ("rows fitted", f"{summary['rows_fitted']}, of them doubtful {len(summary['rows']['doubtful'])}"),
            ("rows left out", f"{summary['rows_left_out']}"),
            ("SHA-256 of the draws", f"`{summary['draws_sha256']}`"),
        ],
    )


def quantities_table(summary: Summary) -> str:
    """Each quantity before and after, the most learned first."""
    rows = []
    for one in sorted(summary["quantities"], key=lambda one: one["sd"] / one["prior_sd"]):
        rows.append(
            (
                f"`{one['id']}`",
                _pair(one["prior_mean"], one["prior_sd"]),
                _pair(one["mean"], one["sd"]),
                f"{one['sd'] / one['prior_sd']:.2f}",
                f"{100 * one['overlap']:.0f} %",
                f"{one['r_hat']:.3f}",
                f"{one['effective']:.0f}",
            )
        )
    head = ("quantity", "before: mean (SD)", "after: mean (SD)", "SD after / before", "overlap", "R-hat", "effective")
    return table(head, rows)


def slopes_table(summary: Summary) -> str:
    """The slopes, and whether they are more than what was put in."""
    rows = []
    for one in summary["quantities"]:
        if one["id"].startswith("slope_"):
            ratio = one["sd"] / one["prior_sd"]
            driven = "the prior" if ratio > setting("prior_driven") else "prior and data"
            after = _pair(one["mean"], one["sd"])
            rows.append((f"`{one['id']}`", _pair(one["prior_mean"], one["prior_sd"]), after, f"{ratio:.2f}", driven))
    return table(("slope", "before: mean (SD)", "after: mean (SD)", "SD after / before", "rests on"), rows)


def predictive_table(summary: Summary) -> str:
    """Mean and spread of each family as printed, and as new studies would print them."""
    rows = [
        (one["family"], f"{one['rows']}", one["statistic"], _number(one["observed"]), _number(one["predicted"]),
         f"{one['p']:.2f}")
        for one in summary["predictive"]
    ]  # fmt: skip
    return table(("family", "rows", "of the rows", "printed", "predicted, median", "p"), rows)


def coverage_table(summary: Summary) -> str:
    """How often rows of studies left out lie where they were foretold."""
    rows = []
    for kind, groups in summary["left_out"]["coverage"].items():
        for name, group in groups.items():
            label = "**all rows**" if kind == "all" else name
            shares = [_share(group[level]) for level in LEVELS]
            rows.append((label, f"{group['rows']}", *shares, f"{group['mean_z']:+.2f}", f"{group['rms_z']:.2f}"))
    head = ("rows of", "rows", *(f"inside {level} %" for level in LEVELS), "mean z", "root mean square of z")
    return table(head, rows)


def widths_table(summary: Summary) -> str:
    """How wide the intervals are, by family."""
    groups = summary["left_out"]["coverage"]["family"]
    rows = [(name, *(_number(group[level]["median_width"]) for level in LEVELS)) for name, group in groups.items()]
    return table(("family, unit", *(f"median width, {level} %" for level in LEVELS)), rows)


def studies_table(summary: Summary) -> str:
    """Every row of every study that was left out."""
    rows = []
    for study in summary["left_out"]["by_study"]:
        how = f"{study['pareto_k']:.2f}, fitted without" if study["refitted"] else f"{study['pareto_k']:.2f}"
        for row in study["rows"]:
            inside = next((f"{level} %" for level in LEVELS if row[level]["covered"]), "outside")
            tested = row[f"{100 * summary['left_out']['tested_level']:g}"]
            rows.append(
                (
                    row["row"].replace("_", " "),
                    how,
                    row["unit"],
                    _number(row["median"]),
                    f"{_number(tested['low'])} to {_number(tested['high'])}",
                    _number(row["observed"]),
                    inside,
                    f"{round(row['z'], 1) + 0.0:+.1f}",
                )
            )
    level = f"{100 * summary['left_out']['tested_level']:g} %"
    return table(("row", "Pareto k", "unit", "foretold", level, "printed", "inside", "z"), rows)


def left_out_table(summary: Summary) -> str:
    """The leave-one-study-out check in short."""
    found = summary["left_out"]
    every = found["coverage"]["all"]["all"]
    level = f"{100 * found['tested_level']:g}"
    once = found["each_study_once"]
    failed = sum(1 for one in found["by_study"] if one["r_hat"] is not None and one["r_hat"] > setting("refit_r_hat"))
    return table(
        ("", ""),
        [
            ("studies", f"{found['studies']}"),
            (f"fitted without (Pareto k over {setting('largest_pareto_k'):g})", f"{found['refitted']}"),
            (f"of these with R-hat over {setting('refit_r_hat'):g}", f"{failed}"),
            (f"rows inside their {level} % interval", _share(every[level])),
            ("the same where each study counts once", f"{100 * once['share']:.0f} % ± {100 * once['error']:.0f}"),
            ("test of that coverage", found["verdict"]),
            ("log density of all results, each study left out", f"{found['log_density']:.1f}"),
        ],
    )


PARTS: dict[str, Callable[[Summary], str]] = {
    "outcomefit": fit_table,
    "outcomeslopes": slopes_table,
    "outcomequantities": quantities_table,
    "outcomepredictive": predictive_table,
    "outcomeleftout": left_out_table,
    "outcomecoverage": coverage_table,
    "outcomewidths": widths_table,
    "outcomestudies": studies_table,
}


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines) + "\n"


def _share(found: Mapping[str, Any]) -> str:
    return f"{100 * found['share']:.0f} % ({100 * found['low']:.0f} to {100 * found['high']:.0f})"


def _pair(mean: float, sd: float) -> str:
    """A mean to the digit that its SD is known to, and the SD."""
    places = max(0, int(setting("shown_digits")) - 1 - floor(log10(sd)))
    return f"{round(mean, places) + 0.0:.{places}f} ({_number(sd)})"


def _number(value: float) -> str:
    digits = int(setting("shown_digits"))
    return f"{float(f'{value:.{digits}g}') + 0.0:g}"
