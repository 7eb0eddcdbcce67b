"""Certainty: five domains, each by a written rule, and what they come to together."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from punctum.evidence.studies import STUDIES, StudyArm
from punctum.outcome.certainty import CERTAINTY, DOMAINS, JUDGEMENTS, LADDER, certainty_of, judged
from punctum.outcome.values import Domain, DomainJudgement, Judgement
from tests.outcome.concerns import QUALITATIVE, QUANTITATIVE, concern, foreseen

PLAIN = STUDIES.by_id["dogra_2014_needling_goodman_baron_quantitative_w4"]


def arm(**changes: object) -> StudyArm:
    return PLAIN.model_copy(update=changes)


def judgements(
    *arms: StudyArm, participants: int | None = 200, i_squared: float | None = 0.1, as_planned: bool = False
) -> dict[Domain, Judgement]:
    found = judged(arms, participants=participants, i_squared=i_squared, as_planned=as_planned)
    return {each.domain: each.judgement for each in found}


def test_nothing_goes_down_for_large_controlled_studies_that_agree() -> None:
    controlled = arm(controlled_by="untreated")
    assert judgements(controlled) == {
        "risk of bias": "not serious",
        "inconsistency": "not serious",
        "indirectness": "not serious",
        "imprecision": "not serious",
        "publication bias": "not known",
    }
    certainty, why = certainty_of(judged((controlled,), participants=200, i_squared=0.1))
    assert (certainty, why) == ("high", CERTAINTY.by_id["controlled"].text)


@pytest.mark.parametrize(
    ("arms", "found", "domain", "judgement"),
    [
        ((arm(),), {}, "risk of bias", "very serious"),
        ((arm(controlled_by="untreated"), arm()), {}, "risk of bias", "very serious"),
        ((), {}, "risk of bias", "very serious"),
        ((arm(),), {"i_squared": 0.75}, "inconsistency", "not serious"),
        ((arm(),), {"i_squared": 0.76}, "inconsistency", "serious"),
        ((arm(),), {"i_squared": None}, "inconsistency", "not known"),
        ((arm(),), {"participants": 100}, "imprecision", "not serious"),
        ((arm(),), {"participants": 99}, "imprecision", "serious"),
        ((arm(),), {"participants": None}, "imprecision", "serious"),
        ((arm(arm_kind="needling_plus"),), {}, "indirectness", "serious"),
        ((arm(arm_kind="needling_plus"),), {"as_planned": True}, "indirectness", "not serious"),
        ((arm(indications=("melasma", "keloid")),), {}, "indirectness", "serious"),
        ((arm(indications=("melasma", "keloid"), arm_kind="none"),), {}, "indirectness", "very serious"),
        ((arm(indications=("melasma", "keloid")),), {"participants": None}, "indirectness", "not serious"),
    ],
)
def test_each_domain_is_judged_by_its_rule(
    arms: tuple[StudyArm, ...], found: dict[str, Any], domain: Domain, judgement: str
) -> None:
    assert judgements(*arms, **found)[domain] == judgement


def test_one_study_with_an_untreated_side_is_not_passed_over() -> None:
    """Where one of many left somebody untreated, nobody may say that none did."""
    whys = [
        judged(arms, participants=200, i_squared=0.1)[0].why
        for arms in ((arm(),), (arm(controlled_by="untreated"), arm()), (arm(controlled_by="untreated"),))
    ]
    assert whys == [CERTAINTY.by_id[rule].text for rule in ("uncontrolled", "partly_controlled", "controlled")]
    icepick = foreseen(concern(subtype="ice-pick", scale=QUANTITATIVE, baseline=20))
    assert any("Untreated side" in each.arm or "untreated" in each.arm.lower() for each in icepick.shown)
    assert "No study behind this" not in icepick.certainty_why


@pytest.mark.parametrize(("bias", "few"), list(product(range(3), repeat=2)))
def test_each_step_takes_one_level_and_none_is_below_the_last(bias: int, few: int) -> None:
    one = DomainJudgement("risk of bias", JUDGEMENTS[bias], "Bias.")
    two = DomainJudgement("imprecision", JUDGEMENTS[few], "Few.")
    certainty, why = certainty_of((one, two))
    assert certainty == LADDER[max(3 - bias - few, 0)]
    assert why == " ".join([*(["Bias."] if bias or not few else []), *(["Few."] if few else [])])


def test_what_is_not_known_takes_no_level() -> None:
    assert certainty_of((DomainJudgement("publication bias", "not known", "Nobody looked."),))[0] == "high"


def test_a_forecast_is_as_sure_as_its_domains() -> None:
    for one in (
        concern(scale=QUANTITATIVE, baseline=14),
        concern(scale=QUALITATIVE, baseline=3),
        concern(scale=QUALITATIVE),
        concern("melasma"),
    ):
        result = foreseen(one)
        assert [each.domain for each in result.domains] == list(DOMAINS.values())
        assert (result.certainty, result.certainty_why) == certainty_of(result.domains)
        assert all(each.why for each in result.domains)
