"""The tables of docs/calibration.md, written from what the shipped fit tells of itself."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from punctum.calibration.outcome.document import PARTS as OUTCOME_PARTS
from punctum.calibration.outcome.document import table as _table
from punctum.calibration.tables import EXPERIMENTS, KEY_OUTPUTS, OBSERVATIONS, PREDICTIONS, UNUSED, Observation
from punctum.evidence.parameters import PARAMETERS
from punctum.problems import InputError, Problem

PART = re.compile(r"(?P<begin><!-- made: (?P<name>[a-z]+) -->\n).*?(?P<end><!-- end -->)", re.DOTALL)
KINDS = {
    "value": "", "at_most": "at most ", "at_least": "at least ", "between": "", "rise": "a rise", "fall": "a fall",
}  # fmt: skip
SHOWN = 16
FEW, MORE = 2, 3


def with_tables(text: str, summary: Mapping[str, Any], outcome: Mapping[str, Any]) -> str:
    """A document with every part between `<!-- made: name -->` and `<!-- end -->` written anew.

    Arguments:
        summary, outcome: what the fits of healing and of outcomes tell of themselves.

    Raises:
        InputError: a part that nobody knows, or one that is missing.
    """
    asked = [found["name"] for found in PART.finditer(text)]
    known = [*PARTS, *OUTCOME_PARTS]
    if sorted(asked) != sorted(known):
        raise InputError([Problem("document", f"one part each of {', '.join(known)}", ", ".join(asked) or "none")])

    def written(name: str) -> str:
        return PARTS[name](summary) if name in PARTS else OUTCOME_PARTS[name](outcome)

    return PART.sub(lambda found: f"{found['begin']}\n{written(found['name'])}\n{found['end']}", text)


def write_document(path: Path, summary: Mapping[str, Any], outcome: Mapping[str, Any]) -> None:
    """The same for a file, in place.

    Raises:
        InputError: as `with_tables`, or the file cannot be read or written.
    """
    try:
        path.write_text(with_tables(path.read_text("utf-8"), summary, outcome), "utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError([Problem(str(path), "a document that can be read and written", str(error))]) from None


def _fit(summary: Mapping[str, Any]) -> str:
    return _table(
        ("", ""),
        [
            ("draws shipped", f"{summary['draws']}"),
            ("particles of each variant", f"{summary['particles']}"),
            ("seed", f"{summary['seed']}"),
            ("data", f"{len(summary['data'])}"),
            ("SHA-256 of the draws", f"`{summary['draws_sha256']}`"),
        ],
    )


def _variants(summary: Mapping[str, Any]) -> str:
    rows = [
        (
            f"`{one['id']}`: {one['text']}",
            f"{one['log_evidence']:.1f}",
            f"{one['left_out']:.1f}",
            f"{100 * one['weight']:.0f} %",
            f"{100 * one['halo']['small_before']:.0f} % → {100 * one['halo']['small_after']:.0f} %",
            f"{_number(one['halo']['factor'], FEW)}",
            " / ".join("–" if value is None else f"{value:.1f}" for value in _sides(one["halo"])),
        )
        for one in summary["variants"]
    ]
    head = (
        "variant",
        "log evidence",
        "log density, each datum left out",
        "weight",
        "small halo",
        "factor for it",
        "left out, small / large",
    )
    return _table(head, rows)


def _sides(halo: Mapping[str, Any]) -> list[float | None]:
    return [halo["left_out_small"], halo["left_out_large"]]


def _ladder(summary: Mapping[str, Any]) -> str:
    rows = [
        (
            f"`{one['id']}`",
            f"{_number(rung['temperature'], MORE)}",
            f"{rung['effective']:.0f}",
            f"{rung['moves']:.0f}",
            f"{rung['accepted']:.2f}",
            f"{rung['step']:.2f}",
            f"{rung['remembered']:.2f}",
            f"{rung['log_evidence']:.1f}",
        )
        for one in summary["variants"]
        for rung in one["ladder"]
    ]
    head = ("variant", "temperature", "effective", "moves", "accepted", "step", "remembered", "log evidence")
    return _table(head, rows)


def _data(summary: Mapping[str, Any]) -> str:
    rows = []
    for row, found in zip(OBSERVATIONS.rows, summary["data"], strict=True):
        rows.append(
            (
                f"{row.id.replace('_', ' ')}{f' ({_lower(row.text)})' if row.text else ''}",
                "; ".join(f"`{source}`" for source in row.printed.sources),
                EXPERIMENTS.by_id[row.experiment].species,
                _datum(row, found),
                f"{_number(found['error'], FEW)}{' of ln' if row.scale == 'log' else ''}{_inflated(row)}",
                _band(found["prior"]),
                _band(found["posterior"]),
                f"{round(found['misses_by_errors'], 1) + 0.0:+.1f}",
            )
        )
    head = ("datum", "source", "in", "printed", "error", "before", "after", "misses by errors")
    return _table(head, rows)


def _constants(summary: Mapping[str, Any]) -> str:
    rows = [
        (f"`{one['id']}`", one["unit"], _band(one["prior"]), _band(one["posterior"]), f"{100 * one['narrower']:.0f} %")
        for one in sorted(summary["constants"], key=lambda one: -one["narrower"])
    ]
    return _table(("constant", "unit", "before", "after", "narrower"), rows)


def _sensitivity(summary: Mapping[str, Any]) -> str:
    found = summary["sensitivity"]
    names = [KEY_OUTPUTS.by_id[name].text.rstrip(".") for name in found["outputs"]]
    rows = [("median over the prior", *(f"**{_number(value, MORE)}**" for value in found["middle"]))]
    for one in found["effects"][:SHOWN]:
        pairs = zip(one["mean"], one["spread"], strict=True)
        rows.append(
            (
                f"`{one['constant']}`",
                *(f"{_number(mean, FEW)} ({_number(spread, FEW)})" if mean else "0" for mean, spread in pairs),
            )
        )
    return _table(("constant", *names), rows)


def _unused(_: Mapping[str, Any]) -> str:
    rows = [
        ("; ".join(PARAMETERS.by_id[name].id.replace("_", " ") for name in row.rests_on), row.reason)
        for row in UNUSED.rows
    ]
    return _table(("rows of `parameters.csv`", "why not"), rows)


PARTS = {
    "fit": _fit,
    "variants": _variants,
    "ladder": _ladder,
    "data": _data,
    "constants": _constants,
    "sensitivity": _sensitivity,
    "unused": _unused,
}


def _datum(row: Observation, found: Mapping[str, Any]) -> str:
    unit = PREDICTIONS.by_id[row.prediction].unit
    if row.kind in ("rise", "fall"):
        return KINDS[row.kind]
    ends = [f"{_number(end, MORE)}" for end in (found["low"], found["high"]) if end is not None]
    return f"{KINDS[row.kind]}{'–'.join(dict.fromkeys(ends))}{'' if unit == '1' else f' {unit}'}"


def _number(value: float, digits: int) -> str:
    return f"{value:.{digits}g}"


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:].removesuffix(".")


def _inflated(row: Observation) -> str:
    return f" (×{row.inflation:g})" if row.inflation > 1 else ""


def _band(values: Sequence[float]) -> str:
    low, middle, high = (f"{_number(value, FEW)}" for value in values)
    return f"{middle} ({low} to {high})"
