"""Lines scored: predicted from their design alone, held against what is printed."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib.resources import files

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from punctum.validation.document import scores_document, scores_text
from punctum.validation.lines import Line, Printed, parse_lines
from punctum.validation.predict import Courses
from punctum.validation.rows import Row, scored
from punctum.validation.validate import Share, printed_lines, validate_biology
from tests.validation.lines_of import line

DRAWS, SEED = 24, 11


@pytest.fixture(scope="module")
def courses() -> Courses:
    return Courses(DRAWS, SEED)


@pytest.fixture(scope="module")
def shipped() -> tuple[Line, ...]:
    """The published quantities that come with the package."""
    return parse_lines(files("punctum.evidence").joinpath("parameters.csv").read_bytes(), "parameters.csv")


def figures(row: Row) -> list[tuple[str, float | None, float | None, float | None, str]]:
    return [(one.name, one.value, one.low, one.high, one.unit) for one in row.markers]


PARTS = ("value", "low", "high", "text", "spread")
CELLS = ("5", "<3", "20 -> 30", "decrease, P<0.05")
DESIGNS = [
    line("TEWL", "volar forearm; roller 0.5 mm; 24 h after", "14", "g/m2/h"),
    line("micropore closure in elderly", "500/750 um; upper arm; +/- occlusion", "slower"),
    line("collagen III (IHC)", "photoaged face; 6 sessions q2wk; 3 months from start", "61 -> 75", "%"),
    line("facial barrier recovery", "face; 0.15 and 0.25 mm, 5 or 10 applications", "<=72", "h"),
    line("collagen I, III up; total elastin down", "acne scars; 6 sessions every 2 weeks; 3 months", "P<0.05"),
]


@pytest.mark.parametrize("one", DESIGNS, ids=lambda one: one.design.quantity)
@settings(max_examples=12, deadline=None)
@given(printed=st.builds(Printed, **dict.fromkeys(PARTS, st.text(max_size=12) | st.sampled_from(CELLS))))
def test_nothing_that_was_printed_changes_a_prediction(one: Line, printed: Printed) -> None:
    courses = _COURSES
    here, there = scored(one, courses), scored(replace(one, printed=printed, role="other"), courses)
    assert figures(here) == figures(there)
    assert here.assumed == there.assumed
    assert here.main is not None


_COURSES = Courses(DRAWS, SEED)


def test_the_visible_validation_lines(shipped: tuple[Line, ...]) -> None:
    """They run, none is dropped, each has a prediction and a verdict; which one is no matter of a test."""
    scores = validate_biology(*printed_lines(role="validation"), draws=DRAWS)
    assert len(scores.rows) == 4
    assert scores.predicted == 4
    assert [row.quantity for row in scores.rows] == [one.design.quantity for one in shipped if one.role == "validation"]
    told = [row.sign_right if row.bound_right is None else row.bound_right for row in scores.rows]
    assert None not in told
    assert all("not predicted" in row.reason for row in scores.rows if "VII" in row.quantity)


@pytest.mark.slow
def test_every_published_line_has_a_prediction_or_a_reason(shipped: tuple[Line, ...]) -> None:
    scores = validate_biology("parameters.csv", shipped, draws=DRAWS)
    assert [row.number for row in scores.rows] == [one.number for one in shipped]
    assert [row.number for row in scores.rows if row.main is None and not row.reason] == []
    document = json.loads(json.dumps(scores_document(scores), allow_nan=False))
    for row in document["rows"]:
        assert (row["predicted"] is None) == (row["interval_80"] is None)
        if row["predicted"] is not None:
            assert row["interval_80"][0] <= row["predicted"] <= row["interval_80"][1]
    assert scores_text(scores).count("printed ") >= len(shipped)


def test_a_range_is_covered_by_its_middle_and_a_bound_by_half_of_the_draws(courses: Courses) -> None:
    one = line("micropore closure time", "upper arm; 750 um MN; occluded", unit="h")
    main = scored(one, courses).main
    assert main is not None
    assert main.low is not None
    assert main.high is not None

    def verdict(value: str) -> Row:
        return scored(replace(one, printed=Printed(value=value)), courses)

    assert verdict(f"{main.low:.1f}-{main.high:.1f}").covered is True
    assert verdict(f"{2 * main.high:.1f}").covered is False
    assert verdict(f"<={2 * main.high:.1f}").bound_right is True
    assert verdict(f">{2 * main.high:.1f}").bound_right is False
    assert verdict("a long time").covered is None
    assert main.value is not None
    assert verdict(f"{main.value / 24:.3f} days").covered is True
    assert verdict(f"{main.value:.1f} days").covered is False


def test_a_change_from_one_number_to_another_counts_as_the_study_prints_it(courses: Courses) -> None:
    changed = line("collagen III change", "cheek; pen 1 mm; 4 monthly sessions; 3 months", "50 -> 60", "%")
    assert scored(changed, courses).covered is True  # 20 %
    assert scored(replace(changed, printed=Printed(value="10 -> 100")), courses).covered is False  # 900 %
    assert scored(changed, courses).sign_right is True
    assert scored(replace(changed, printed=Printed(value="60 -> 50")), courses).sign_right is False


def test_groups_are_held_against_each_other(courses: Courses) -> None:
    slower = line("micropore closure in elderly", "750 um microneedles; upper arm", "slower in the elderly")
    faster = replace(slower, printed=Printed(value="faster in the elderly"))
    assert scored(slower, courses).sign_right is True
    assert scored(faster, courses).sign_right is False
    main = scored(slower, courses).main
    assert main is not None
    assert main.unit == "times young skin"
    assert main.value is not None
    assert main.value > 1
    covered = line("micropore closure time", "750 um microneedles; upper arm; occluded", "60", "h")
    open_air = line("micropore closure time", "750 um microneedles; upper arm; no occlusion", "60", "h")
    both = [scored(one, courses).main for one in (covered, open_air)]
    assert both[0] is not None
    assert both[1] is not None
    assert both[0].value is not None
    assert both[1].value is not None
    assert both[0].value > both[1].value


def test_signs_by_marker_count_each(courses: Courses) -> None:
    one = line(
        "collagen I, III; total elastin", "acne scars; 6 sessions every 2 weeks; 3 months", "increase; elastin falls"
    )
    assert scored(one, courses).sign_right is True
    assert scored(replace(one, printed=Printed(value="decrease; elastin falls")), courses).sign_right is False


def test_skin_before_a_treatment_is_at_rest(courses: Courses) -> None:
    before = scored(line("TEWL", "forearm; baseline", "12", "g/m2/h"), courses).main
    after = scored(line("TEWL", "forearm; roller 0.5 mm; immediately after", "12", "g/m2/h"), courses).main
    assert before is not None
    assert after is not None
    assert before.value is not None
    assert after.value is not None
    assert before.value < after.value


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (line("TEWL", "as above", "12", "g/m2/h"), "another line"),
        (line("TEWL of epidermal wound", "suction blister; day 7", "12", "g/m2/h"), "suction blister"),
        (line("collagen I increase", "topical tretinoin 10-12 months", "80", "%"), "nothing was done"),
        (line("collagen I", "", "up"), "neither what was done"),
        (line("", "face", "12", "h"), "no quantity"),
        (line("hair follicle density", "scalp", "12", "1/mm2"), "no word of the quantity"),
    ],
)
def test_a_line_that_is_not_predicted_says_why(one: Line, said: str, courses: Courses) -> None:
    row = scored(one, courses)
    assert row.main is None
    assert row.covered is None
    assert said in row.reason


def test_what_is_left_open_is_listed_and_widens_the_interval(courses: Courses) -> None:
    wide = scored(line("TEWL", "needled; 1 h", "12", "g/m2/h"), courses)
    told = "forearm; woman 30 y; phototype II; roller 0.5 mm; 250 holes/cm2; open air; 1 h; single session"
    narrow = scored(line("TEWL", told, "12", "g/m2/h"), courses)
    assert {"zone", "age", "kind"} <= {note.split(" not said")[0] for note in wide.assumed}
    assert narrow.assumed == ()


def test_equal_experiments_cost_one(courses: Courses) -> None:
    own = Courses(DRAWS, SEED)
    hours = [line("TEWL", f"forearm; 30 y; pen 1 mm; 250 holes/cm2; {hour} h", "12", "g/m2/h") for hour in (1, 4, 24)]
    for one in hours:
        scored(one, own)
    assert len(own.kept) <= len({key[0] for key in own.kept})
    before = len(own.kept)
    scored(line("erythema duration", "forearm; 30 y; pen 1 mm; 250 holes/cm2", "12", "h"), own)
    assert len(own.kept) == before


def test_a_share_and_its_interval() -> None:
    low, high = Share(8, 10).interval or (np.nan, np.nan)
    assert (round(low, 3), round(high, 3)) == (0.490, 0.943)  # Wilson
    assert Share(0, 0).interval is None


CONDITIONS = (
    *("face", "pen 1 mm", "roller 0.5-1.5 mm", "6 sessions q2wk", "3 months", "24 h", "smokers", "rat", "99 sessions"),
    *("every 90 days", "elderly", "occluded", "wounds", "baseline", "phototype VI", "0.01 mm", "1000 years after"),
)


@settings(max_examples=40, deadline=None)
@given(
    quantity=st.sampled_from(["TEWL", "erythema", "collagen I, III", "micropore closure time", "elastin", "il-6 mRNA"])
    | st.text(max_size=20),
    conditions=st.lists(st.sampled_from(CONDITIONS) | st.text(max_size=10), max_size=5),
    unit=st.sampled_from(["", "%", "h", "days", "g/m2/h", "fold", "log2", "um", "% area", "% of baseline"])
    | st.text(max_size=6),
    value=st.sampled_from(["increase", "5", "<3", "1 -> 2", "no change", "0", "1 vs 2", "1; 2"]) | st.text(max_size=10),
)
def test_any_line_is_scored(quantity: str, conditions: list[str], unit: str, value: str) -> None:
    row = scored(line(quantity, "; ".join(conditions), value, unit), _COURSES)
    assert row.main is not None or row.reason or row.markers
    if row.main is not None:
        assert row.main.low is not None
        assert np.isfinite(row.main.low)
