"""The rules of the house: floors, no clinical constant in code, what wheels and lock files hold."""

from __future__ import annotations

import ast
import csv
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from tests.constants import suspects, texts

ROOT = Path(__file__).parents[1]
CODE = ROOT / "src" / "punctum"
LOCKS = [ROOT / f"requirements{kind}.lock" for kind in ("", "-dev")]
HOSTS = re.compile("|".join(("pypi" + r"\.org", "python" + "hosted", r"files\." + "python")))

# Numbers that code may hold, file by file, each with the reason why it is not clinical.
# A reason that no longer applies must go: an allowance that is not used fails the test too.
ALLOWED: dict[str, dict[object, str]] = {
    "calibration/document.py": {16: "constants in the table of sensitivity", 3: "digits of a number"},
    "calibration/outcome/tissue.py": {7: "days a week", ".5g": "digits of a number, not grams"},
    "calibration/smc.py": {60: "halvings of an interval", 0.5: "a step", 7: "a power of two"},
    "calibration/summary.py": {4: "digits of a number"},
    "calibration/tables.py": {24: "hours a day", 7: "days a week"},
    "care/clinic.py": {
        200: "longest telephone number, in characters",
        500: "longest text in one field, in characters",
        10: "ten o'clock: when a visit begins if the clinic names no time",
    },
    "barrier.py": {24: "hours a day"},
    "care/flags.py": {1024: "size of a cache"},
    "care/tables.py": {3: "a rate has a low, a middle and a high value, or none"},
    "cli.py": {
        60: "longest folder name made from a patient's id, in characters",
        500_000: "objects between two looks for garbage",
    },
    "delivery/beta.py": {
        0.0025: "step of an integral",
        40.0: "where an integral ends",
        100_000: "terms of a continued fraction, more than it ever has",
    },
    "delivery/channel.py": {0.95: "where the high value of a table lies among the draws"},
    "delivery/depth.py": {
        6.0: "where a table of quantiles ends",
        4097: "points of a table of quantiles",
        1e-6: "a share this near to its end has no spread",
    },
    "delivery/difference.py": {
        0.5: "a quantile",
        0.95: "a quantile",
        4: "points along the reach",
        256: "squares compared at a time",
    },
    "delivery/dose.py": {1: "a roller that is used at all makes one pass", 10: "millimetres a centimetre"},
    "delivery/draw.py": {
        500_000: "holes made in the time in which compiled loops are loaded",
        12_000: "holes made in the time of a draw without any",
    },
    "delivery/layer_dose.py": {
        0.05: "a quantile",
        0.5: "a quantile",
        0.95: "a quantile",
        5: "one of the round widths of a bar",
        9: "digits of the edge of a bar",
        10: "base of the decimal system",
        50: "most bars of a histogram",
        256: "parts of a distribution",
        4096: "bins of a count",
        1e-9: "dust of binary fractions",
    },
    "delivery/checks.py": {1: "a treatment makes one pass at least", 63: "bits of a seed"},
    "delivery/compile_loops.py": {1: "the least that can be delivered: one pass, one hole a square, one millimetre"},
    "delivery/deliver.py": {10: "millimetres to centimetres"},
    "delivery/draws.py": {0.05: "a quantile", 0.95: "a quantile"},
    "delivery/paths.py": {2: "two waves, and a spread cut off at two SD", -2: "a spread is cut off at two SD"},
    "delivery/pitch.py": {
        64: "most tries",
        8192: "strikes of a trial",
        1.005: "a little more than is wanted, so that it is enough",
    },
    "delivery/region.py": {10: "a tenth of the width lies between two sides"},
    "device/geometry.py": {2: "a radius is half a diameter"},
    "device/own_file.py": {500: "longest text in one field, in characters"},
    "delivery/squares.py": {5: "points along the side of a square"},
    "documents.py": {
        1_000_000: "largest file read, in bytes",
        40: "deepest nesting read",
        120: "longest excerpt of a bad value shown, in characters",
    },
    "evidence/claim_search.py": {
        0.1: "weight of a share that decides between equals",
        0.5: "threshold of closeness, tested",
        0.6: "how much a word in the note counts",
        0.8: "how much a word with a typo counts",
        0.9: "how much another name counts",
        3: "shortest stem, in letters",
        5: "shortest word in which a typo is looked for, in letters, and how many claims are shown",
        8: "shortest word in which two typos are looked for, in letters",
    },
    "evidence/names.py": {
        3: "how far a window of text may differ from a name, in letters",
        4: "shortest text that is matched by nearness, in letters",
        5: "shortest second candidate, in letters",
        8: "shortest word found inside a sentence, in letters",
        4096: "size of a cache",
    },
    "evidence/spelling.py": {63: "bits of a letter mask"},
    "evidence/wording.py": {4: "shortest word that loses its plural ending, in letters"},
    "healing/batches.py": {1000: "micrometres a millimetre", 3: "the fourth of four layers"},
    "healing/derived.py": {1: "at rest a quantity is one times itself"},
    "healing/experiment.py": {1: "one pass at least"},
    "healing/needling.py": {1: "draw 0 is the best guess"},
    "healing/observing/observe.py": {16: "looks in every doubling of the time"},
    "healing/redness.py": {4: "looks in every doubling of the time"},
    "healing/asking/bands.py": {
        50: "names of the intervals that a band has",
        80: "names of the intervals that a band has",
        95: "names of the intervals that a band has",
    },
    "healing/heal.py": {
        64: "columns computed at a time",
        0.5: "two looks while the time doubles",
    },
    "healing/kinetics.py": {
        0.95: "where the high value of a table lies among the draws",
        365.25: "days a year",
        ".3g": "digits of a refused value in a message",
        4: "a square of a sum is completed",
    },
    "healing/map.py": {4096: "columns computed at a time"},
    "healing/plain.py": {2: "half a step"},
    "healing/asking/request.py": {
        7: "days a week",
        ".2g": "digits of a number, not grams",
        ".3g": "digits of a number, not grams",
    },
    "healing/sessions.py": {
        1: "1 − e^−x",
        2: "area of a circle",
        10: "millimetres a centimetre",
    },
    "healing/spread.py": {4: "SD at which a bell ends"},
    "lattice/lanes.py": {
        16: "numbers in one vector",
        3: "operands of a·b + c",
        8: "bits a byte",
        32: "bits of an index",
    },
    "lattice/ladder.py": {1e-9: "two moments so near are one", 2: "two steps as one"},
    "outcome/gain.py": {12: "columns of random numbers"},
    "outcome/harm/dark_marks.py": {
        0.5: "level of an interval that every forecast has",
        0.8: "level of an interval that every forecast has",
        0.95: "level of an interval that every forecast has",
    },
    "outcome/harm/pool.py": {
        60: "points of a grid",
        240: "points of a grid",
        1e-12: "dust of sums of probabilities",
    },
    "outcome/harm/studies.py": {0.95: "level of the intervals of harms"},
    "outcome/evidence_rows.py": {0.95: "level of the intervals shown beside each study"},
    "outcome/clinician_words.py": {0.95: "level of an interval that every forecast has"},
    "outcome/figures.py": {
        0.5: "level of an interval that every forecast has",
        0.8: "level of an interval that every forecast has",
        0.95: "level of an interval that every forecast has",
    },
    "outcome/shares.py": {0.95: "level of an interval that every forecast has"},
    "outcome/moderators.py": {0.95: "level of an interval that every slope has"},
    "outcome/patient_words.py": {10: "so many of ten people"},
    "outcome/person.py": {4: "new people for each draw", 8: "bytes of a key of random numbers"},
    "outcome/timecourse.py": {3: "points that make a course", 10: "tenths of the whole"},
    "outcome/learning/rules.py": {32: "bits of a key of random numbers", 4: "keys"},
    "outcome/learning/fit.py": {
        400_000: "numbers in memory at a time",
        30: "steps to where a density is highest",
        3: "the information of Student's t: (df + 1)/(df + 3)",
    },
    "outcome/learning/summary.py": {0.5: "a quantile", 0.8: "level of an interval that every forecast has"},
    "outcome/pooling.py": {0.5: "continuity correction of a share"},
    "patient.py": {2000: "longest text in one field, in characters"},
    "planning/anaesthesia.py": {10: "the label counts grams for each 10 cm²; grams are rounded to a tenth"},
    "planning/harms.py": {95: "name of an interval that a band has"},
    "planning/schedule.py": {24: "hours a day"},
    "problems.py": {60: "longest excerpt of a bad value shown, in characters"},
    "report/calendar.py": {
        6: "hours before an entry at which the calendar rings",
        8: "first hour at which an entry may begin",
        9: "hour of the day at which the calendar rings",
        15: "minutes that an entry takes",
        20: "last hour at which an entry may begin",
        24: "characters of a hash",
    },
    "report/care_days.py": {
        1: "shorter than an hour is not counted",
        14: "from here on time is counted in weeks",
        24: "hours a day",
        3600: "seconds an hour",
    },
    "report/changes.py": {48: "from here on time is counted in days, not hours"},
    "report/citations.py": {60: "characters of a citation in the short form"},
    "report/delivery_words.py": {10: "base of the decimal system"},
    "report/figures/healing.py": {"1 day": "a mark of an axis", "7 days": "a mark of an axis"},
    "report/healing_text.py": {
        80: "name of an interval that a band has",
        3: "digits of a gain near 1",
        18: "letters of a column",
        26: "letters of a column",
    },
    "report/healing_words.py": {
        0.1: "how near to whole months a time is told in months",
        3: "decimals of a figure",
        10: "base of the decimal system",
        365: "days a year",
    },
    "report/plain_values.py": {4: "digits after the decimal point in written files"},
    "report/figures/puncture_inset.py": {"1 mm": "a scale bar"},
    "report/figures/small_healing.py": {"100%": "the end of the drawing"},
    "report/figures/healing_map.py": {".4g": "digits of a number, not grams", 2: "half a square"},
    "report/figures/render.py": {".6g": "digits of a number, not grams"},
    "report/words.py": {
        3: "letters of a short month; sentences that stand before a text is folded",
        10: "base of the decimal system",
        1e-9: "dust of binary fractions",
    },
    "report/write.py": {21: "error number of the system", 0o666: "rights of a file", 0o077: "rights of a file"},
    "report/zone_healing.py": {
        1.1: "the least value that an axis reaches",
        3: "a day that people count by",
        4: "parts of an axis",
        7: "a day that people count by",
        10: "tenths",
        12: "months a year",
        24: "hours a day",
        48: "from here on time is counted in days, not hours",
        365: "days a year",
    },
    "report/zone_deliveries.py": {300: "width of a map in pixels"},
    "skin/paths.py": {
        0.05: "greatest distance of a polygon from its curve, in millimetres",
        3: "degree of a Bézier curve",
        6: "second derivative of a cubic",
        8: "distance of an arc from its chord",
    },
    "validation/courses.py": {40: "characters around a duration that are read"},
    "validation/document.py": {
        4: "digits of a number",
        110: "longest words of a line shown, in characters",
        ".3g": "digits of a number",
    },
    "validation/durations.py": {
        7: "days a week",
        12: "months a year",
        60: "minutes an hour",
        365.25: "days a year",
    },
    "validation/csv_lines.py": {20_000_000: "largest file read, in bytes", 4000: "longest cell read, in characters"},
    "validation/figures.py": {0.1: "a quantile", 0.9: "a quantile"},
    "validation/trials/own.py": {".10g": "digits of a cell"},
    "validation/trials/predict.py": {
        50: "level of an interval",
        80: "level of an interval",
        95: "level of an interval",
    },
    "validation/trials/rows.py": {1e-9: "dust of binary fractions"},
    "validation/validate.py": {0.95: "level of an interval of a share"},
}
# Coordinates on paper and coefficients of formulas: any number may stand here, but none with a clinical name or unit.
UNNAMED = (
    "report/figures/",
    "outcome/distributions.py",
    "outcome/random_effects.py",
    "delivery/layout.py",
    "delivery/compiled/",
    "delivery/plain/",
    "delivery/quantiles.py",
    "healing/compiled/",
    "healing/plain.py",
)
# Medicines that code may name.
NAMED = {"care/tables.py": {"minoxidil": "a topic of instructions; what counts as one stands in the tables"}}

MODULES = sorted(CODE.rglob("*.py"))


def within(path: Path) -> str:
    return path.relative_to(CODE).as_posix()


@pytest.mark.parametrize("path", MODULES, ids=within)
def test_code_holds_no_clinical_constant(path: Path) -> None:
    name = within(path)
    allowed = ALLOWED.get(name, {})
    found = suspects(path.read_text("utf-8"))
    if name.startswith(UNNAMED):
        found = [constant for constant in found if constant.why != "a number"]
    wrong = [f"line {line}: {value!r}, {why}" for line, value, why in found if value not in allowed]
    assert wrong == [], f"{name}: a clinical number is a row of a table; anything else needs a reason in ALLOWED"
    unused = set(allowed) - {constant.value for constant in found}
    assert unused == set(), f"{name}: allowances that nothing needs any more"


def test_allowances_are_for_files_that_exist() -> None:
    assert set(ALLOWED) <= {within(path) for path in MODULES}


@pytest.mark.parametrize(
    "code",
    [
        "needle_length_mm = 1.5",
        "needle_length_mm = 1",
        "timedelta(days=14)",
        "timedelta(14)",
        "timedelta(weeks=2)",
        "timedelta(days=2 * 7)",
        "if age_years < 18: pass",
        "if 2 >= patient.age_years: pass",
        "settings = {'passes': 2}",
        "Settings(passes=2)",
        "settings.interval_weeks = 4",
        "def plan(*, interval_weeks: int = 2): pass",
        "shorter = needle_length_mm - 0.5",
        "shorter = needle_length_mm - 1",
        "minimum = max(4, weeks)",
        "CEILING = -3",
        "text = 'Stay out of the sun for 14 days.'",
        "text = f'Wait {n} days and use SPF 30.'",
        "text = 'lidocaine 4 %'",
        "text = 'Redness lasts 1–3 days.'",
    ],
)
def test_a_clinical_constant_is_found(code: str) -> None:
    assert suspects(code) != []


@pytest.mark.parametrize(
    "code",
    [
        "first = rows[0]",
        "half = width / 2",
        "percent = 100 * share",
        "tomorrow = day + timedelta(days=1)",
        "days = weeks * 7",
        "word = 'day' if days == 1 else 'days'",
        "flag = True",
        "def f():\n    '''Every 14 days.'''",
        "needle_length_mm = row.needle_length_mm",
        "text = f'{n} days'",
        "text = 'the 95 % prediction interval'",
        "text = '<svg width=\"100%\">'",
    ],
)
def test_harmless_code_is_not_suspected(code: str) -> None:
    assert suspects(code) == []


def test_code_names_no_medicine() -> None:
    with (CODE / "evidence" / "concepts.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["kind"] == "medicine"]
    names = {name.strip().lower() for row in rows for name in f"{row['name']};{row['synonyms']}".split(";")}
    medicines = re.compile(rf"\b({'|'.join(re.escape(name) for name in sorted(names) if len(name) > 5)})\b")
    assert medicines.search("isotretinoin"), "the vocabulary was not read"
    found = [
        f"{within(path)}:{line}: {text!r}"
        for path in MODULES
        for line, text in texts(path.read_text("utf-8"))
        if medicines.search(text.lower()) and text not in NAMED.get(within(path), {})
    ]
    assert found == [], "medicines belong in tables"


def test_imports_keep_to_the_floors() -> None:
    lint = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()"]
    done = subprocess.run([*lint, "--no-cache", "--no-logo"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "4 kept, 0 broken" in done.stdout


def test_no_room_comes_in_through_the_front_door() -> None:
    """`punctum` itself offers every function; a module that took one from there would pass by the floors."""
    import punctum

    found = [
        f"{within(path)}:{node.lineno}: {alias.name}"
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module == "punctum"
        for alias in node.names
        if alias.name in punctum.__all__
    ]
    assert found == []


def test_starting_imports_nothing_heavy() -> None:
    heavy = ["jinja2", "icalendar", "importlib.metadata", "typst"]
    code = f"import sys, punctum.cli; print([name for name in {heavy!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.slow
def test_a_wheel_holds_every_file(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        packed = {name.removeprefix("punctum/") for name in archive.namelist() if name.startswith("punctum/")}
    there = {within(path) for path in CODE.rglob("*") if path.is_file() and "__pycache__" not in path.parts}
    assert packed == there
    assert any(name.endswith(".csv") for name in packed)
    assert wheel.name.endswith("-py3-none-any.whl"), "nothing may need a compiler"


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_a_lock_names_no_host_and_pins_every_file(lock: Path) -> None:
    text = lock.read_text("utf-8")
    assert "://" not in text
    assert not re.search(r"^\s*--(?!hash=sha256:)", text, re.MULTILINE)
    entries = re.split(r"^(?=[a-z])", text, flags=re.MULTILINE)[1:]
    assert len(entries) > 10
    assert [entry.splitlines()[0] for entry in entries if "==" not in entry or "--hash" not in entry] == []


def test_locks_agree_and_cover_what_the_project_needs() -> None:
    runtime, dev = (set(pins(lock)) for lock in LOCKS)
    assert runtime <= dev, "the two locks pin different versions"
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    needed = [*project["project"]["dependencies"], *project["dependency-groups"]["build"]]
    names = {re.split(r"[^\w-]", requirement)[0].lower() for requirement in needed}
    assert names <= {pin.split("==")[0] for pin in runtime}, "run make lock"


def pins(lock: Path) -> list[str]:
    return [line.rstrip(" \\") for line in lock.read_text("utf-8").splitlines() if re.match(r"[a-z]", line)]


def test_every_runtime_dependency_says_why() -> None:
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    block = text.split("\ndependencies = [\n")[1].split("\n]")[0]
    assert [line for line in block.splitlines() if not re.search(r'",\s+# \w', line)] == []


def test_no_file_names_a_download_host() -> None:
    files = [path for path in ROOT.glob("*") if path.is_file()]
    for folder in ("src", "tests", "docs", "examples", "benchmarks", "tools", ".ci"):
        files += [path for path in (ROOT / folder).rglob("*") if path.is_file() and path.suffix != ".pyc"]
    named = [path for path in files if HOSTS.search(path.read_bytes().decode("utf-8", "replace"))]
    assert named == []


def test_ci_runs_make_test() -> None:
    script = (ROOT / ".ci" / "run").read_text("utf-8").splitlines()
    assert script == ["#!/usr/bin/env bash", "set -eu", "make test"]
    assert (ROOT / ".ci" / "run").stat().st_mode & 0o111
