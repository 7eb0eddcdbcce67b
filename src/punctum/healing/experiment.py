"""What was done to which skin in a study, and the course that follows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from punctum.delivery.channel import channel_radius_mm
from punctum.delivery.dose import amount
from punctum.delivery.operator import usual_operator
from punctum.delivery.tables import Kind
from punctum.delivery.values import Passes
from punctum.device import DEVICES, hand_piece
from punctum.device.geometry import GEOMETRY
from punctum.evidence.limits import implausible
from punctum.evidence.parameters import PARAMETERS
from punctum.evidence.table import Table
from punctum.exposure import typed_exposure
from punctum.healing.columns import Columns
from punctum.healing.course import Course
from punctum.healing.heal import heal
from punctum.healing.kinetics import Parameters
from punctum.healing.needling import needle_sessions, repeated
from punctum.healing.sessions import Sessions, Setting, column_grid, ladder, sessions_of
from punctum.healing.skin_columns import columns_of
from punctum.problems import InputError, Problem, shown
from punctum.skin import Sex

EXPERIMENT_SETTINGS = Table("punctum.healing", "experiment_settings", Setting)
# Any area will do: what is wanted is a density.
AREA_CM2 = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Experiment:
    """What was done to which skin. What a study does not say stays at its default.

    Arguments:
        zone: of the body. sex, age_years, phototype, modifiers, covered: as for `columns_of`.
        injury: `needles`, or `wound`: all tissue down to `depth_mm`.
        kind: of the device. needle_length_mm: None for that of `experiment_settings.csv`.
        density_per_cm2, passes: one of them; None and None for the density of the table. A roller's pass makes what was
            counted (`parameters.csv`, holes_per_pass), a pen's what its usual needles, rate and speed make.
        depth_mm: how deep every hole or the wound reaches. None: as needles of this length go in; a wound: all skin.
        channel_radius_mm: of a channel, or of a wound; None for the usual channel.
        session_days: ascending.
        inflammation: False for a skin model that has no leukocytes.

    Raises:
        InputError: what no study can have done; one problem for each field.
    """

    zone: str = "cheek"
    sex: Sex = "unknown"
    age_years: float | None = None
    phototype: str | None = None
    injury: Literal["needles", "wound"] = "needles"
    kind: Kind = "pen"
    needle_length_mm: float | None = None
    density_per_cm2: float | None = None
    passes: int | None = None
    depth_mm: float | None = None
    channel_radius_mm: float | None = None
    session_days: tuple[float, ...] = (0.0,)
    covered: bool = False
    modifiers: tuple[str, ...] = ()
    inflammation: bool = True

    def __post_init__(self) -> None:
        problems = []
        if self.injury not in ("needles", "wound"):
            problems.append(Problem("injury", "needles or wound", shown(self.injury)))
        if self.kind not in ("pen", "roller", "stamp"):
            problems.append(Problem("kind", "pen, roller or stamp", shown(self.kind)))
        if self.passes is not None and (self.density_per_cm2 is not None or self.passes < 1 or self.kind == "stamp"):
            expected = "passes of a pen or a roller from 1 on, without a density"
            problems.append(Problem("passes", expected, shown(self.passes)))
        for name in ("depth_mm", "channel_radius_mm"):
            if (value := getattr(self, name)) is not None and not 0 < value < np.inf:
                problems.append(Problem(name, "a length above 0", shown(value)))
        for name in ("needle_length_mm", "density_per_cm2"):
            if (value := getattr(self, name)) is not None and (problem := implausible(name, value)) is not None:
                problems.append(Problem(name, problem.expected, problem.found))
        days = np.array(self.session_days, dtype=np.float64)
        if days.ndim != 1 or len(days) == 0 or not np.all(np.isfinite(days)) or np.any(np.diff(days) <= 0):
            problems.append(Problem("session_days", "days that ascend, one at least", shown(self.session_days)))
        if problems:
            raise InputError(problems)


def run(
    experiment: Experiment,
    parameters: Parameters,
    save_days: Sequence[float] | NDArray[np.float64] | None = None,
    *,
    until_days: float | None = None,
    profiles: bool = False,
    drawn: bool = False,
    seed: int = 0,
    threads: int | None = None,
) -> Course:
    """The course of an experiment in as many columns as there are draws of the constants.

    Arguments:
        save_days: when to look, since the course began; None as `heal`. until_days: None: the last look.
        drawn: whether skin, modifiers and how needles go in are drawn as well, or are the usual ones in all columns.

    Raises:
        InputError: as `prepare` and `heal`; neither times nor an end.
    """
    if save_days is None and until_days is None:
        raise InputError([Problem("save_days", "days to look at, or until_days", "neither")])
    columns, sessions = prepare(experiment, parameters.draws, drawn=drawn, seed=seed)
    if until_days is None:
        last = float(np.max(np.asarray(save_days, dtype=np.float64), initial=-np.inf))
        until_days = max(last, float(sessions.at_days[-1]) + ladder().first_days)
    return heal(
        columns,
        sessions,
        constants(experiment, parameters),
        until_days,
        save_days=save_days,
        profiles=profiles,
        threads=threads,
    )


def prepare(experiment: Experiment, draws: int, *, drawn: bool = False, seed: int = 0) -> tuple[Columns, Sessions]:
    """Columns and sessions of an experiment, one column a draw.

    Raises:
        InputError: no such zone, sex, age, phototype or modifier.
    """
    e = experiment
    made = draws if drawn else 1
    columns = columns_of(
        e.zone, e.sex, e.age_years, e.modifiers, phototype=e.phototype, covered=e.covered, draws=made, seed=seed
    )
    if e.injury == "wound" or e.depth_mm is not None:
        return _columns(columns, draws), _to_one_depth(e)
    sessions = needle_sessions(
        kind=e.kind,
        needle_length_mm=setting("needle_length") if e.needle_length_mm is None else e.needle_length_mm,
        density_per_cm2=density_per_cm2(e),
        session_days=e.session_days,
        zone=e.zone,
        sex=e.sex,
        age_years=e.age_years,
        channel_radius_mm=e.channel_radius_mm,
        draws=made,
        seed=seed,
    )
    return _columns(columns, draws), sessions


def constants(experiment: Experiment, parameters: Parameters) -> Parameters:
    """The constants of an experiment: those given, with hardly any leukocytes where there is no inflammation."""
    if experiment.inflammation:
        return parameters
    least = setting("no_leukocytes")
    return parameters.changed({"neutrophil_supply_per_day": least, "macrophage_supply_per_day": least})


def density_per_cm2(experiment: Experiment) -> float:
    """Holes per cm² of one session."""
    if experiment.injury == "wound":
        return setting("wound_density")
    if experiment.passes is None:
        given = experiment.density_per_cm2
        return setting("density") if given is None else given
    if experiment.kind == "roller":
        return experiment.passes * (PARAMETERS.by_id["holes_per_pass"].value or np.nan)
    pen = hand_piece(DEVICES.by_id[GEOMETRY.by_id["pen"].like])
    made = amount(pen, Passes(experiment.passes), experiment.passes, AREA_CM2, usual_operator())
    return made.holes / AREA_CM2


def _to_one_depth(e: Experiment) -> Sessions:
    deepest = float(column_grid().edges_mm[-1]) if e.depth_mm is None else e.depth_mm
    one = typed_exposure(
        density_per_cm2=density_per_cm2(e),
        channel_radius_mm=channel_radius_mm() if e.channel_radius_mm is None else e.channel_radius_mm,
        depth_mm=[0.0, deepest],
        deeper=[1.0, 1.0],
    )
    return repeated(sessions_of([one]), e.session_days)


def _columns(columns: Columns, draws: int) -> Columns:
    return columns if columns.count == draws else columns.take(np.zeros(draws, dtype=np.int64))


def setting(name: str) -> float:
    """A value of `experiment_settings.csv`."""
    return EXPERIMENT_SETTINGS.by_id[name].value
