"""What an application shows of a plan: the pictures of the page, ready for a strict policy, and as plain values."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, fields
from datetime import date

from punctum.patient import patient_of
from punctum.planning import TreatmentPlan, plan
from punctum.report import page, plan_figures

SCARS = {"indication": "atrophic acne scars", "zones": ["cheek", "forehead"], "scale": "goodman_baron_quantitative"}


def made(**changes: object) -> TreatmentPlan:
    concern = SCARS | {"baseline": 14, "goal": 8}
    about = {"id": "ana", "birth_date": "1990-05-14", "sex": "female", "phototype": "II", "pregnant": False}
    return plan(patient_of({**about, "breastfeeding": False, "concerns": [concern], **changes}), on=date(2026, 11, 20))


def drawn(plan: TreatmentPlan) -> list[str]:
    found = plan_figures(plan)
    told = [picture for each in found.forecasts for picture in (each.fan, *(icons.drawing for icons in each.icons))]
    return [str(picture) for picture in (*found.charts, found.redness, found.timeline, found.people, *told) if picture]


def test_they_are_the_pictures_of_the_page() -> None:
    told = re.sub(r'[\s"]', "", page(made()))
    pictures = drawn(made())
    assert len(pictures) >= 6
    for picture in pictures:
        assert re.sub(r'[\s"]', "", picture) in told


def test_pictures_need_no_style_of_their_own() -> None:
    for picture in drawn(made()):
        assert "style" not in picture
        assert "<script" not in picture


def test_ids_are_unique_within_a_plan() -> None:
    found = re.findall(r'\bid="([^"]+)"', "".join(drawn(made())))
    assert len(found) == len(set(found))


def test_they_can_be_written_as_json_and_read_again() -> None:
    found = plan_figures(made())
    read = json.loads(json.dumps(asdict(found)))
    assert set(read) == {field.name for field in fields(found)}
    assert read["zone_numbers"] == {"cheek": "1", "forehead": "2"}
    assert read["forecasts"][0]["rows"]


def test_a_plan_that_treats_nothing_has_a_chart_and_no_visits() -> None:
    found = plan_figures(made(pregnant=True))
    assert found.charts
    assert found.redness == found.timeline == ""
