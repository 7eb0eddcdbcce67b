"""Adjustments only restrict, in any order and number."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from punctum.planning.restrict import combined, gentlest
from punctum.planning.tables import ENDPOINTS
from punctum.screening import Adjustment, Finding

ORDER = [row.id for row in ENDPOINTS.rows]
ADJUSTMENTS = st.builds(
    Adjustment,
    first_session_shorter_mm=st.none() | st.floats(0, 2),
    needle_length_max_mm=st.none() | st.floats(0.1, 3),
    passes_max=st.none() | st.integers(1, 10),
    endpoint=st.none() | st.sampled_from(ORDER),
    interval_min_weeks=st.none() | st.floats(1, 12),
    agents_excluded=st.lists(st.sampled_from(["lidocaine", "prilocaine"]), unique=True).map(tuple),
    no_topical_anaesthetic=st.booleans(),
    skip=st.lists(st.sampled_from(["moles", "tattoos"]), unique=True).map(tuple),
    hold_hours_before=st.lists(st.tuples(st.sampled_from(["retinoid", "nsaid"]), st.floats(1, 200)), max_size=3).map(
        tuple
    ),
)


def finding(adjustment: Adjustment) -> Finding:
    return Finding(
        rule="S1", title="t", action="adjust", zones=("cheek",), reason="", patient_reason="", sources=("x",),
        basis="house", adjustment=adjustment,
    )  # fmt: skip


@given(st.lists(ADJUSTMENTS, max_size=5), ADJUSTMENTS)
def test_one_more_adjustment_never_loosens(parts: list[Adjustment], more: Adjustment) -> None:
    before = combined(finding(part) for part in parts)
    after = combined(finding(part) for part in [*parts, more])
    for name in ("needle_length_max_mm", "passes_max"):
        if getattr(before, name) is not None:
            assert getattr(after, name) <= getattr(before, name)
    for name in ("first_session_shorter_mm", "interval_min_weeks"):
        if getattr(before, name) is not None:
            assert getattr(after, name) >= getattr(before, name)
    if before.endpoint is not None:
        assert after.endpoint is not None
        assert ORDER.index(after.endpoint) <= ORDER.index(before.endpoint)
    assert set(before.agents_excluded) <= set(after.agents_excluded)
    assert set(before.skip) <= set(after.skip)
    assert after.no_topical_anaesthetic >= before.no_topical_anaesthetic
    held = dict(after.hold_hours_before)
    assert all(held[what] >= hours for what, hours in before.hold_hours_before)


@given(st.lists(ADJUSTMENTS, max_size=5), st.randoms(use_true_random=False))
def test_order_does_not_matter(parts: list[Adjustment], random: object) -> None:
    shuffled = list(parts)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert combined(map(finding, parts)) == combined(map(finding, shuffled))


def test_gentlest_follows_the_table() -> None:
    assert gentlest(["pinpoint_bleeding", "erythema"]) == "erythema"
    assert gentlest(["erythema", "planned_dose_warmth"]) == "planned_dose_warmth"
