"""`punctum calibrate healing`: fit all variants, mix them, and write the draws with what is known of them."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np

from punctum.calibration import kept
from punctum.calibration.fit import fit, read_by_fit, usual_plan
from punctum.calibration.mixture import pick, picked, weights
from punctum.calibration.sensitivity import morris
from punctum.calibration.smc import Plan, Rung
from punctum.calibration.summary import constants_of, data_of, rounded, sensitivity_of, variants_of
from punctum.calibration.tables import OBSERVATIONS, PACKAGE, TABLES, VARIANTS, setting
from punctum.evidence.parameters import PARAMETERS
from punctum.healing.draws import ABOUT, VALUES, shipped, written_draws
from punctum.healing.tables import TABLES as HEALING
from punctum.problems import InputError, Problem, all_hold, shown

SUMMARY = "fit.json"
SCHEMA = "punctum/healing_fit/1"


@dataclass(frozen=True, slots=True)
class Written:
    """The three files of a calibration, as bytes by name."""

    contents: dict[str, bytes]


def calibrate_healing(
    plan: Plan,
    folder: Path | None = None,
    *,
    draws: int | None = None,
    threads: int | None = None,
    on_rung: Callable[[str, Rung], None] | None = None,
) -> Written:
    """Draws of the constants of healing, and what the fit tells of itself.

    Arguments:
        folder: where particles are kept on the way, so that an interrupted fit goes on. draws: how many to write; None
            for `fit_settings.csv`. threads: as for `heal`; no byte depends on it.
        on_rung: called with the variant after each temperature; may raise to stop.
    """
    fits = [
        fit(
            variant,
            plan,
            folder=folder,
            threads=threads,
            on_rung=None if on_rung is None else partial(on_rung, variant.id),
        )
        for variant in VARIANTS.rows
    ]
    share = weights([one.particles.log_evidence for one in fits])
    chosen = pick(share, plan.particles, int(setting("shipped")) if draws is None else draws, plan.seed)
    about: dict[str, Any] = {
        "seed": plan.seed,
        "particles": plan.particles,
        "variants": {one.variant.id: rounded(float(weight)) for one, weight in zip(fits, share, strict=True)},
        "read": read_by_fit(),
        "tables": {table.name: table.sha256 for table in (PARAMETERS, *HEALING, *TABLES)},
    }
    values, beside = written_draws(picked(fits, chosen), about)
    summary = {
        "schema": SCHEMA,
        "seed": plan.seed,
        "particles": plan.particles,
        "draws": len(chosen.fit),
        "draws_sha256": json.loads(beside)["sha256"],
        "variants": variants_of(fits, share, plan),
        "data": data_of(OBSERVATIONS.rows, fits, chosen, plan),
        "constants": constants_of(fits, chosen, plan),
        "sensitivity": sensitivity_of(morris(plan.seed, threads)),
    }
    return Written({VALUES: values, ABOUT: beside, SUMMARY: text_of(summary).encode()})


def check_folder(folder: Path) -> None:
    """Whether a fit could keep its particles in a folder; it is made if it is not there.

    Raises:
        InputError: it cannot be made or written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / f".probe-{os.getpid()}"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise InputError([Problem("--out", "a folder that can be written", error.strerror or str(error))]) from None


def write_calibration(written: Written, folder: Path) -> None:
    """The files of a calibration in a folder, each whole or not at all.

    Raises:
        InputError: the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in written.contents.items():
            kept.write_whole(folder / name, content)
    except OSError as error:
        raise InputError([Problem("--out", "a folder that can be written", error.strerror or str(error))]) from None


def shipped_summary() -> dict[str, Any]:
    """What the fit behind the shipped draws tells of itself."""
    known: dict[str, Any] = json.loads(files(PACKAGE).joinpath(SUMMARY).read_bytes())
    return known


def stale() -> list[Problem]:
    """What the shipped draws were made of and is not so any more; nothing where they belong to the tables."""
    about = shipped().about
    found = [
        Problem(
            f"{ABOUT}, {name}", f"draws made from {name} as it is; run `punctum calibrate healing`", "other numbers"
        )
        for name, digest in read_by_fit().items()
        if about.get("read", {}).get(name) != digest
    ]
    if shipped_summary()["draws_sha256"] != about["sha256"]:
        found.append(Problem(SUMMARY, f"the summary of the draws that {ABOUT} describes", "another one"))
    return found


def text_of(summary: dict[str, Any]) -> str:
    """JSON with a line for each member that has a name of its own."""
    return json.dumps(summary, indent=1, allow_nan=False, ensure_ascii=False) + "\n"


def checked_plan(particles: str | None, seed: str | None, *, short: bool) -> Plan:
    """How a fit works, from what was typed.

    Raises:
        InputError: too few or too many particles, or no such seed.
    """
    least, most = int(setting("least_particles")), int(setting("most_particles"))
    found: list[int | None] = []
    all_hold(
        lambda: found.append(_whole("--particles", particles, least, most)),
        lambda: found.append(_whole("--seed", seed, 0, int(np.iinfo(np.int64).max))),
    )
    return usual_plan(*found, short=short)


def _whole(option: str, text: str | None, least: int, most: int) -> int | None:
    if text is None:
        return None
    try:
        value = int(text)
    except ValueError:
        value = least - 1
    if not least <= value <= most:
        raise InputError([Problem(option, f"a whole number from {least} to {most}", shown(text))])
    return value
